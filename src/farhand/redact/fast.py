"""The same places as scan.py, found by a matcher for many patterns: `hyperscan`, if it is there.

`pip install 'farhand[fast]'` brings it. The matcher works on bytes, one for each character of the text, so
that its places are those of the text. It is quick with literals and slow with classes of characters; so what
has digits in it is looked for as literals, in the text with one digit for all (`rules.formed`), and a pattern
of many words as many patterns.
"""

from __future__ import annotations

import re
import threading
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any

from farhand.redact import rules
from farhand.redact.forms import Keyed, apart, is_run, key_of, runs_in
from farhand.redact.rules import Rule
from farhand.redact.scan import KELVIN

#: What is looked for, where it is reported, and its width; 0 for a pattern, of which the end is reported.
Row = tuple[bytes, str, int]


class Matcher:
    """Called with a text: literal, form or pattern -> its places (`rules.Where`)."""

    def __init__(self, some: tuple[Rule, ...], hyperscan: Any) -> None:
        self.rules = some
        literals = {one for rule in some for one in rule.ANCHORS}
        patterns = {one for rule in some for one in rules.patterns(rule)}
        plain = [(re.escape(one).encode(), one, len(one)) for one in sorted(literals) if one.isascii()]
        self._plain = _Database(plain, list(_of_patterns(patterns)), hyperscan)
        forms = {one for rule in some for one in rules.forms(rule)}
        self._formed = _Formed(sorted(forms), sorted(patterns), hyperscan)
        self._beyond = _Beyond([one for one in sorted(literals) if not one.isascii()], hyperscan)

    def __call__(self, text: str) -> dict[str, list[int]]:
        if KELVIN in text:
            return rules.where(self.rules, text)
        data = text.encode("ascii", "replace")
        found = self._plain(data)
        if self._formed:
            found.update(self._formed(rules.formed_bytes(data)))
        if not text.isascii():
            found.update(self._beyond(text))
        return found


class _Database:
    """What is looked for in one go. Several ways to write a pattern have its number."""

    def __init__(self, caseless: list[Row], exact: list[Row], hyperscan: Any) -> None:
        rows = [*caseless, *exact]
        self._widths = {name: width for _, name, width in rows}
        self._names = list(self._widths)
        self._made = _compiled(rows, self._names, len(caseless), hyperscan) if rows else None
        self._room, self._scratch = threading.local(), hyperscan.Scratch

    def __bool__(self) -> bool:
        return self._made is not None

    def ends(self, data: bytes) -> dict[str, list[int]]:
        """Name -> where it ends, ascending, each place once."""
        found: dict[int, list[int]] = defaultdict(list)
        if self._made is not None:
            self._made.scan(
                data,
                match_event_handler=lambda number, start, end, flags, context: found[number].append(end),
                scratch=self._mine(),
            )
        return {self._names[number]: sorted(set(ends)) for number, ends in found.items()}

    def _mine(self) -> Any:
        """Where this thread searches: two cannot share one, and both may search at the same time."""
        if not hasattr(self._room, "scratch"):
            self._room.scratch = self._scratch(self._made)
        return self._room.scratch

    def __call__(self, data: bytes) -> dict[str, list[int]]:
        """By name, ascending, none overlapping with the one before."""
        widths = self._widths
        return {
            name: apart([end - width for end in ends], width) if (width := widths[name]) else ends
            for name, ends in self.ends(data).items()
        }


def _compiled(rows: list[Row], names: list[str], caseless: int, hyperscan: Any) -> Any:
    made = hyperscan.Database()
    numbers = {name: number for number, name in enumerate(names)}
    made.compile(
        expressions=[row[0] for row in rows],
        ids=[numbers[row[1]] for row in rows],
        elements=len(rows),
        flags=[hyperscan.HS_FLAG_CASELESS] * caseless + [0] * (len(rows) - caseless),
    )
    return made


class _Formed:
    """Forms, and patterns with nothing but digits and signs in them.

    The matcher tells literals apart by their last characters, here digits more often than not. So what has
    one of two pieces in it is searched for by that, and digits alone are left to `bytes.find`.
    """

    _KEYS = ("-0000", "0000 0000")

    def __init__(self, some: list[str], patterns: list[str], hyperscan: Any) -> None:
        #: Each way to write a pattern -> the pattern.
        self._ways = {way: one for one in patterns for way in _formed_ways(one)}
        self._runs = sorted(filter(is_run, some), key=len)
        literals = [one for one in (*some, *self._ways) if not is_run(one)]
        self._keyed = Keyed([one for one in literals if key_of(one, self._KEYS)], self._KEYS)
        rest = [self._row(one) for one in literals if not key_of(one, self._KEYS)]
        self._rest = _Database([], rest, hyperscan)
        self._keys = {key: _Database([], [self._row(key)], hyperscan) for key in self._keyed.forms}

    def _row(self, literal: str) -> Row:
        name = self._ways.get(literal, literal)
        return re.escape(literal).encode(), name, len(literal) if name == literal else 0

    def __bool__(self) -> bool:
        return bool(self._rest or self._keys or self._runs)

    def __call__(self, formed: bytes) -> dict[str, list[int]]:
        found = self._rest(formed)
        for key, database in self._keys.items():
            for ends in database.ends(formed).values():
                self._add(formed, key, [end - len(key) for end in ends], found)
        if self._runs:
            found.update(runs_in(formed, self._runs))
        return found

    def _add(self, formed: bytes, key: str, places: list[int], found: dict[str, list[int]]) -> None:
        for one, there in self._keyed.compared(formed, key, places):
            if one not in self._ways:
                found[one] = there
                continue
            pattern = self._ways[one]
            found[pattern] = sorted({*found.get(pattern, ()), *(at + len(one) for at in there)})


class _Beyond:
    """Literals that are not ASCII: which of them are there is known by their bytes in UTF-8."""

    def __init__(self, literals: list[str], hyperscan: Any) -> None:
        self._there = _Database([], [(re.escape(one.encode()), one, 0) for one in literals], hyperscan)

    def __call__(self, text: str) -> Iterator[tuple[str, list[int]]]:
        lower = rules.lowered(text)
        yield from (
            (one, rules.places(one, lower)) for one in self._there(lower.encode("utf-8", "surrogatepass"))
        )


def _of_patterns(patterns: set[str]) -> Iterator[Row]:
    for one in sorted(patterns):
        if not _formed_ways(one):
            yield from ((way.encode(), one, 0) for way in getattr(one, "ways", (one,)))


#: A digit or a sign that stands for itself, and how often it comes.
_PART = re.compile(r"(\\d|\\\W|[^\w\\\[\](){}*+?|^$.])(?:\{(\d+)(?:,(\d+))?\})?")
#: More ways to write a pattern are not worth it.
_MOST = 64


@cache
def _formed_ways(pattern: str) -> tuple[str, ...]:
    """Each way in which a match can look with `0` for every digit; none if there are others too."""
    parts, at = [], 0
    while at < len(pattern):
        part = _PART.match(pattern, at)
        if not part:
            return ()
        sign = "0" if part.group(1) == r"\d" else part.group(1)[-1]
        least = int(part.group(2) or 1)
        parts.append([sign * count for count in range(least, int(part.group(3) or least) + 1)])
        at = part.end()
    ways = tuple("".join(one) for one in product(*parts))
    return ways if len(ways) <= _MOST else ()


@cache
def of(groups: frozenset[str]) -> Matcher | None:
    """The matcher for the rules of these groups; None where `hyperscan` is not installed."""
    try:
        import hyperscan
    except ImportError:
        return None
    return Matcher(rules.of(groups), hyperscan)
