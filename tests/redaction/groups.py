"""Groups of lines in which one value stands in several ways: its mark must be the same in all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.redaction.plant import Issue, fill


@dataclass(frozen=True)
class Group:
    """Lines with one value in them; the last is the first one with another value and needs another mark."""

    name: str
    group: str  # which profile hides it
    value: str
    lines: tuple[str, ...]
    loose: bool = False  # only a part of the mark is the same in all lines: a host, short and full
    related: bool = False  # the other's mark shares a part with this one's: the same subnet, the same domain


def every(issue: Issue) -> Iterator[Group]:
    """All groups, with fresh values."""
    for head, templates in _read():
        name, group, maker = head.split(" / ")
        related, loose, maker = maker.endswith("+"), maker.endswith("~"), maker.rstrip("+~")
        value, other = issue[maker]().split() if related else (issue[maker](), issue[maker]())
        lines = [fill(t.replace("VALUE", value), issue)[0] for t in templates]
        last = fill(templates[0].replace("VALUE", other), issue)[0]
        yield Group(name, group, value, (*lines, last), loose, related)


@cache
def _read() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The head and the lines of each group."""
    text = Path(__file__).with_name("groups.txt").read_text("utf-8")
    parts = [part.strip("\n").split("\n") for part in ("\n" + text).split("\n== ")[1:]]
    return tuple((head, tuple(lines)) for head, *lines in parts)
