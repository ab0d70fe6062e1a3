"""Column labels that are keywords, written without AS: `SELECT a name` needs an AS before PostgreSQL 14.

The tree does not tell whether there was an AS, so the text between a column and the next is looked at, and
only where the label stands in it once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from farhand.mirror.knowledge import catalogue
from farhand.mirror.knowledge.catalogue import MAJORS
from farhand.mirror.sql.lacks._told import lack
from farhand.mirror.sql.model import Lack, Use
from farhand.mirror.sql.nodes import Node

#: The first major in which most keywords may be labels without AS.
_SINCE = 14


def find(use: Use, nodes: list[Node], claimed: set[int]) -> Iterator[Lack]:
    if use.major >= _SINCE:
        return
    text = use.text.encode()
    for node in nodes:
        if node.kind == "SelectStmt" and node.many("target_list"):
            yield from _labels(node, text, use.major)


def _labels(select: Node, text: bytes, major: int) -> Iterator[Lack]:
    targets = [one for one in select.many("target_list") if isinstance(one, Node)]
    ends = [one.location for one in targets[1:]] + [_end(select, text)]
    for target, (start, end) in zip(targets, pairwise([targets[0].location, *ends]), strict=True):
        name = str(target.get("name", ""))
        known = catalogue.load().words.get(name, ())
        if any(major in majors for _, majors in known) and _without_as(
            text[start:end].decode("utf-8", "replace"), name
        ):
            since = [one for one in MAJORS if one >= _SINCE]
            yield lack("syntax", f"the label {name} without AS", since, f"AS {name}")


def _end(select: Node, text: bytes) -> int:
    """Where the columns end: at the first table, else with the statement."""
    tables = [one.location for one in select.many("from_clause") if isinstance(one, Node) and one.location]
    return min(tables, default=len(text))


def _without_as(said: str, name: str) -> bool:
    found = re.findall(rf'(?i)(\bas\s+)?("?)\b{re.escape(name)}\b', said)
    return len(found) == 1 and found[0] == ("", "") and "--" not in said and "/*" not in said
