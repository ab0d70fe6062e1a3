"""Whether a tree shows a feature: the patterns of `features.toml`, applied; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from farhand.mirror.knowledge.features import Feature
from farhand.mirror.sql.model import Use
from farhand.mirror.sql.nodes import Node, at
from farhand.mirror.sql.types import type_of

#: Where the text of a JSON path stands: as an argument, beside an operator, in a cast, in the functions of
#: SQL/JSON.
_JSON_PATHS = (
    "FuncCall funcname.sval~^jsonb_path_ args@1.**.sval.sval~{}",
    "A_Expr name.sval~^@[?@]$ rexpr.**.sval.sval~{}",
    "TypeCast type_name.names.sval=jsonpath arg.sval.sval~{}",
    "JsonFuncExpr pathspec.**.sval.sval~{}",
)
_WRITTEN = re.compile(rb"[0-9a-zA-Z_.]+")
Condition = Callable[[Node, Use], bool]


def shown(feature: Feature, use: Use, nodes: list[Node]) -> list[Node]:
    """The nodes of a statement that show the feature."""
    patterns = [_pattern(one) for one in _patterns(feature)]
    return [
        node
        for node in nodes
        if any(kind == node.kind and all(test(node, use) for test in tests) for kind, tests in patterns)
    ]


def kinds(feature: Feature) -> frozenset[str]:
    """The kinds of nodes that may show it: statements without them need no second look."""
    return frozenset(_pattern(one)[0] for one in _patterns(feature))


@cache
def _patterns_of(shows: tuple[str, ...], jsonpath: str) -> tuple[str, ...]:
    paths = tuple(one.format(jsonpath) for one in _JSON_PATHS) if jsonpath else ()
    return (*shows, *paths)


def _patterns(feature: Feature) -> tuple[str, ...]:
    return _patterns_of(feature.shows, feature.jsonpath)


@cache
def _pattern(text: str) -> tuple[str, tuple[Condition, ...]]:
    kind, *conditions = text.split(" ")
    return kind, tuple(_condition(one) for one in conditions)


_CONDITION = re.compile(r"(?P<no>!?)(?P<path>[\w.@*]+)(?P<how>:type=|=|~|$)(?P<value>.*)")


def _condition(text: str) -> Condition:
    found = _CONDITION.fullmatch(text)
    if not found:
        raise ValueError(f"no condition: {text!r}")
    path, value = found["path"], found["value"]
    if found["no"]:
        return lambda node, use: not at(node, path)
    if found["how"] == ":type=":
        return lambda node, use: any(type_of(one, use.own, use.major) == value for one in at(node, path))
    if found["how"] == "=":
        return lambda node, use: any(_text(one) == value for one in _values(node, path, use))
    if found["how"] == "~":
        matches = re.compile(value).search
        return lambda node, use: any(matches(_text(one)) for one in _values(node, path, use))
    return lambda node, use: bool(at(node, path))


def _values(node: Node, path: str, use: Use) -> Iterator[Any]:
    if path != "written":
        yield from at(node, path)
    elif "sval" not in node.fields:
        found = _WRITTEN.match(use.text.encode(), node.location)
        yield found[0].decode() if found else ""


def _text(value: Any) -> str:
    return value.kind if isinstance(value, Node) else str(value)
