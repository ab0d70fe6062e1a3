"""The platforms an app runs on, one file each, found by listing: a shell inside, and what to ask outside.

A platform wraps a command, it never rewrites it. A module has:

    TARGET = "container"              # what a target is called there: unit, container, service, pod
    NEEDS = "to be root, or in the group docker"
    def inside(target, script) -> str # what a person pastes on the host; the script runs where the app is
    SOURCE = "docker"                 # how `[logs] source` says it: docker:NAME; "" where it has no such word
    def outside(target, since) -> Iterator[Outside]   # logs, restarts, limits, names of variables
    def log(target, wanted) -> Iterator[Reading]      # the command that reads its log; none: a file does
    def ladder(target, script) -> Iterator[Rung]      # where there is no shell inside; nearest first
    def vantage(target) -> Vantage    # of what `inside` prints
    ENTER = "..."                     # sh: how a kit in $0 runs itself inside; "" where it need not

`target` is checked before it becomes a word of a command, and quoted where it does. `since` is RFC 3339, or a
time before now such as `15m`; empty: the last hour. All raise Mistake for a target or a time that is none.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, cast

from farhand import listed
from farhand.model import Vantage
from farhand.platforms._log import Reading as Reading
from farhand.platforms._log import Wanted as Wanted
from farhand.platforms._text import EXPANDED as EXPANDED
from farhand.platforms._text import HIDES as HIDES
from farhand.platforms._text import MASK as MASK
from farhand.platforms._text import TOPICS as TOPICS
from farhand.platforms._text import Outside as Outside
from farhand.platforms._text import mentioned as mentioned
from farhand.platforms._window import Window as Window
from farhand.platforms._window import between as between
from farhand.platforms._window import of_epochs as of_epochs


@dataclass(frozen=True)
class Rung:
    """One way to look where there is no shell inside: how, the text to paste, and what it cannot acquit."""

    how: str
    text: str  # empty for a question
    vantage: Vantage
    cannot: str  # what a good answer from there does not prove; empty: nothing is left open


class Platform(Protocol):
    """What a module here offers."""

    __name__: str
    TARGET: str
    SOURCE: str
    NEEDS: str
    ENTER: str

    def inside(self, target: str, script: str) -> str: ...

    def outside(self, target: str, since: str) -> Iterator[Outside]: ...

    def log(self, target: str, wanted: Wanted) -> Iterator[Reading]: ...

    def ladder(self, target: str, script: str) -> Iterator[Rung]: ...

    def vantage(self, target: str) -> Vantage: ...


def names() -> list[str]:
    return listed.names(__path__)


def find(name: str) -> Platform:
    """The platform of that name; an empty name means bare. Raises LookupError, naming what there is."""
    wanted = name or "bare"
    if wanted not in names():
        raise LookupError(f"there is no platform {wanted!r}; there are: {', '.join(names())}")
    return cast(Platform, importlib.import_module(f"{__name__}.{wanted}"))


def of_source(source: str) -> tuple[Platform, str] | None:
    """The platform and the target of `docker:NAME`, `journald:UNIT` and the like; None for a path."""
    word, colon, target = source.partition(":")
    name = sources().get(word) if colon and target else None
    return (find(name), target) if name else None


def sources() -> dict[str, str]:
    """The words before the colon in `[logs] source`, each with its platform."""
    return {find(name).SOURCE: name for name in names() if find(name).SOURCE}
