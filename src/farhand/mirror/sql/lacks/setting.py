"""Settings that are set, shown or asked for. Names with a dot are made by extensions, or by the app."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.mirror.knowledge import catalogue
from farhand.mirror.sql.lacks._told import lack
from farhand.mirror.sql.model import Lack, Use
from farhand.mirror.sql.nodes import Node, at, words

#: Old names that newer majors still take, though they do not list them.
_STILL_TAKEN = {"ssl_ecdh_curve": (18,)}


def find(use: Use, nodes: list[Node], claimed: set[int]) -> Iterator[Lack]:
    known = catalogue.load().settings
    for name in filter(None, map(_name, nodes)):
        majors = known.get(_spelt(name))
        if majors and use.major not in (*majors, *_STILL_TAKEN.get(name.lower(), ())):
            yield lack("setting", name, majors)


def _spelt(name: str) -> str:
    """Names are compared without case; a few are listed with capitals (DateStyle)."""
    names = catalogue.load().settings
    return name if name in names else next((one for one in names if one.lower() == name.lower()), name)


def _name(node: Node) -> str:
    if node.kind in ("VariableSetStmt", "VariableShowStmt"):
        return str(node.get("name", ""))
    called = words(node.many("funcname"))[-1:] if node.kind == "FuncCall" else ()
    arguments = len(node.many("args"))
    if called == ("set_config",) or (called == ("current_setting",) and arguments == 1):
        return next((str(one) for one in at(node, "args@0.sval.sval")), "")
    return ""
