"""The table of rules: one small file per family of secrets or personal data, found by listing this folder.

A rule is a module with

    ANCHORS   literals in lower case, of which at least one is in every text that it finds something in
    FORMS     (optional) literals in which `0` stands for any digit and `A` for any capital letter
    PATTERNS  (optional) regular expressions, for all else; short, ASCII, beginning with a sign, no look-around
    GROUP     (optional) "secret" (default), "person", "health", "card" or "identifier"; see policy.py
    find(text, where) -> iterator of Span

`where` tells where in `text` each of them is: of a literal or form the places where it begins (a literal in any case), of a
pattern those where a match ends. A rule looks there and nowhere else, in time that grows with the number of
places, whatever is around them. `text` may hold many lines. Rules see the original text, never each other's
work. What a rule yields is hidden: it decides.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, AnyStr, NamedTuple, Protocol, cast

from farhand import listed
from farhand.redact.policy import SECRET

#: Literal or pattern -> its places in a text, ascending.
Where = Mapping[str, Sequence[int]]


class Span(NamedTuple):
    """From where to where text is hidden, the value that its mark stands for, and the class of that mark
    (empty: told from the value)."""

    start: int
    end: int
    value: str
    kind: str = ""


#: `Span(*four)` in half the time, for rules that find thousands.
span = cast("Callable[[tuple[int, int, str, str]], Span]", partial(tuple.__new__, Span))


class Rule(Protocol):
    ANCHORS: tuple[str, ...]

    def find(self, text: str, where: Where) -> Iterator[Span]: ...


@cache
def _names() -> tuple[str, ...]:
    return tuple(listed.names(__path__))


@cache
def every() -> tuple[Rule, ...]:
    """All rules, in the order of their names."""
    return tuple(by_name(name) for name in _names())


@cache
def of(groups: frozenset[str]) -> tuple[Rule, ...]:
    """The rules of these groups; those of others are not even loaded, for their patterns take their time."""
    return tuple(by_name(name) for name in _names() if _group_of(name) in groups)


@cache
def _group_of(name: str) -> str:
    """The group of a rule, from the text of its file."""
    try:
        source = pkgutil.get_data(__name__, f"{name}.py") or b""
    except OSError:  # it lies elsewhere
        source = b""
    said = _GROUP.search(source.decode("utf-8"))
    if said or source:
        return said.group(1) if said else SECRET
    return group(by_name(name))


_GROUP = re.compile(r'(?m)^GROUP = "(\w+)"')


def by_name(name: str) -> Rule:
    """The rule in the file of that name."""
    return cast(Rule, importlib.import_module(f"{__name__}.{name}"))


def group(rule: Rule) -> str:
    return str(getattr(rule, "GROUP", SECRET))


def patterns(rule: Rule) -> tuple[str, ...]:
    return tuple(getattr(rule, "PATTERNS", ()))


def forms(rule: Rule) -> tuple[str, ...]:
    return tuple(getattr(rule, "FORMS", ()))


_FORMED = bytes(48 if 48 <= c <= 57 else 65 if 65 <= c <= 90 else c for c in range(256))


def formed(text: str) -> str:
    """`text` with `0` for every digit, `A` for every capital letter, `?` for what is not ASCII."""
    return formed_bytes(text.encode("ascii", "replace")).decode("ascii")


def formed_bytes(data: bytes) -> bytes:
    """The same for a text that is bytes already, one for each character."""
    return data.translate(_FORMED)


#: The one character that `lower` makes two of (Unicode, SpecialCasing.txt): the Turkish capital i with its dot.
_DOTTED = "\u0130"


def lowered(text: str) -> str:
    """`text` in lower case, every character at its old place."""
    lower = text.lower()
    return lower if len(lower) == len(text) else _DOTTED.join(part.lower() for part in text.split(_DOTTED))


def places(literal: AnyStr, lower: AnyStr) -> list[int]:
    """Where a literal begins, ascending, not overlapping."""
    found, at, step = [], lower.find(literal), len(literal)
    while at >= 0:
        found.append(at)
        at = lower.find(literal, at + step)
    return found


class OneOf(str):
    """A pattern that stands for many: a matcher for many patterns is quicker with these."""

    ways: tuple[str, ...] = ()


def one_of(pattern: str, ways: Iterable[str]) -> OneOf:
    """`pattern`, which matches what one of `ways` matches."""
    made = OneOf(pattern)
    made.ways = tuple(ways)
    return made


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def ends(pattern: str, text: str) -> list[int]:
    """Where the matches of a pattern end."""
    return [match.end() for match in compiled(pattern).finditer(text)]


def where(some: Iterable[Rule], text: str) -> dict[str, list[int]]:
    """The places of what these rules look for; for short texts. Long ones: scan.py."""
    lower = lowered(text)
    found: dict[str, list[int]] = {}
    for rule in some:
        for literal in rule.ANCHORS:
            if literal not in found and literal in lower:
                found[literal] = places(literal, lower)
        for form in forms(rule):
            if form not in found:
                found[form] = places(form, formed(text))
        for pattern in patterns(rule):
            if pattern not in found:
                found[pattern] = ends(pattern, text)
    return found


def find(some: Iterable[Rule], text: str, there: Where) -> Iterator[Span]:
    """Everything that these rules find, in no order; spans may overlap."""
    there = {one: places for one, places in there.items() if places}
    for rule in some:
        if not _needs(rule).isdisjoint(there):  # type: ignore[arg-type]
            yield from rule.find(text, there)


@cache
def _needs(rule: Any) -> frozenset[str]:
    return frozenset((*rule.ANCHORS, *forms(rule), *patterns(rule)))


def in_text(text: str, groups: frozenset[str] = frozenset({SECRET})) -> Iterator[Span]:
    """Everything that the rules of these groups find in a text."""
    from farhand.redact import scan  # which imports this module

    return find(of(groups), text, scan.best(groups)(text))
