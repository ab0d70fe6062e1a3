"""The same places as scan.py, found in one pass by a matcher for many patterns: `hyperscan`, if it is there.

`pip install 'farhand[fast]'` brings it. The matcher works on bytes, one for each character of the text, so
that its places are those of the text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from farhand.redact import rules
from farhand.redact.rules import Rule
from farhand.redact.scan import KELVIN

_LITERAL, _FORM, _PATTERN = range(3)


class Matcher:
    """Called with a text: literal, form or pattern -> its places (`rules.Where`)."""

    def __init__(self, some: tuple[Rule, ...], hyperscan: Any) -> None:
        self.rules = some
        self._rows = list(_rows(some))
        flags = [hyperscan.HS_FLAG_CASELESS if kind == _LITERAL else 0 for kind, _ in self._rows]
        self._database = hyperscan.Database()
        self._database.compile(
            expressions=[_expression(kind, one) for kind, one in self._rows],
            ids=list(range(len(self._rows))),
            elements=len(self._rows),
            flags=flags,
        )
        self._scratch = hyperscan.Scratch(self._database)
        self._database.scratch = self._scratch
        self._widths = [0 if kind == _PATTERN else len(one) for kind, one in self._rows]
        self._names = [one for _, one in self._rows]
        self._beyond = [one for rule in some for one in rule.ANCHORS if not one.isascii()]

    def __call__(self, text: str) -> dict[str, list[int]]:
        if KELVIN in text:
            return rules.where(self.rules, text)
        hits: list[tuple[int, int]] = []
        add = hits.append
        self._database.scan(
            text.encode("ascii", "replace"),
            match_event_handler=lambda number, start, end, flags, context: add((number, end)),
        )
        found = self._sorted(hits)
        if self._beyond and not text.isascii():
            lower = rules.lowered(text)
            found.update((one, there) for one in self._beyond if (there := rules.places(one, lower)))
        return found

    def _sorted(self, hits: list[tuple[int, int]]) -> dict[str, list[int]]:
        """By name, ascending, none overlapping with the one before."""
        found: dict[str, list[int]] = {}
        ends: dict[int, list[int]] = {}
        for number, end in hits:
            there = ends.get(number)
            if there is None:
                ends[number] = [end]
            elif end - there[-1] >= (self._widths[number] or 1):
                there.append(end)
        for number, there in ends.items():
            width = self._widths[number]
            found[self._names[number]] = [end - width for end in there] if width else there
        return found


def _rows(some: tuple[Rule, ...]) -> list[tuple[int, str]]:
    rows: dict[tuple[int, str], None] = {}
    for rule in some:
        rows.update(dict.fromkeys((_LITERAL, one) for one in rule.ANCHORS if one.isascii()))
        rows.update(dict.fromkeys((_FORM, one) for one in rules.forms(rule)))
        rows.update(dict.fromkeys((_PATTERN, one) for one in rules.patterns(rule)))
    return list(rows)


def _expression(kind: int, one: str) -> bytes:
    if kind == _LITERAL:
        return re.escape(one).encode()
    if kind == _FORM:
        return "".join({"0": r"\d", "A": "[A-Z]"}.get(c, re.escape(c)) for c in one).encode()
    return one.encode()


@cache
def of(groups: frozenset[str]) -> Matcher | None:
    """The matcher for the rules of these groups; None where `hyperscan` is not installed."""
    try:
        import hyperscan
    except ImportError:
        return None
    return Matcher(rules.of(groups), hyperscan)
