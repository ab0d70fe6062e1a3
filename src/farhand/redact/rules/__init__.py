"""The table of rules: one small file per family of secrets, found by listing this folder.

A rule is a module with

    ANCHORS   literals in lower case, of which at least one must be in the text; () for always
    find(text, lower) -> iterator of Span

`text` may hold many lines. Rules see the original text, never each other's work; a rule goes over the
text in time that grows with its length, whatever is in it. What a rule yields is hidden: it decides.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, Protocol, cast


class Span(NamedTuple):
    """From where to where text is hidden, and the value that its mark stands for."""

    start: int
    end: int
    value: str


class Rule(Protocol):
    ANCHORS: tuple[str, ...]

    def find(self, text: str, lower: str) -> Iterator[Span]: ...


@cache
def every() -> tuple[Rule, ...]:
    """All rules, in the order of their names."""
    found = sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))
    return tuple(cast(Rule, importlib.import_module(f"{__name__}.{name}")) for name in found)


#: For the few texts that `lower` would make longer, such as Turkish ones.
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def lowered(text: str) -> str:
    """`text` in lower case, every character at its old place."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text.translate(_LOWER)


def find(text: str) -> Iterator[Span]:
    """Everything that any rule finds, in no order; spans may overlap."""
    lower = lowered(text)
    for rule in every():
        if not rule.ANCHORS or any(anchor in lower for anchor in rule.ANCHORS):
            yield from rule.find(text, lower)
