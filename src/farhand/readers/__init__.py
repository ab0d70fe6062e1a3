"""Other people's evidence: one file per kind of text, found by listing, never registered.

A reader knows one kind of text (a `kubectl describe`, a table of `df`, Prometheus metrics), finds where it
stands in whatever was pasted, and tells what it shows as signs. It judges only what needs numbers or the
form (a disk that is 100 % full, a pool without idle connections, a certificate's dates); words are the
business of the signatures in `causes/`, which are looked for in every text anyway.

| name | | |
|---|---|---|
| docstring | required | first line: what text this is, and what command prints it |
| `find(lines)` | required | the parts that it knows, as (first, last + 1) places in `lines` |
| `read(part)` | required | generator of `Sign` |
| `QUIET` | optional | True: words in it are names and data (`ps`, `.env`, manifests): no signatures there |
| `EXAMPLES` | required | tuple of `Example`: `pasted`, and the causes it must lead to; run by one test loop |

`lines` are plain (no colours, smart quotes made straight), with their indentation kept and without what
docker compose, kubectl and mail programs put in front. Two doors: the files here, and the entry-point
group `farhand.readers`. A reader that stumbles costs only its own part.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol, cast

from farhand import plugins
from farhand.model import Example, nothing

#: Lines of one source that readers look at; what is longer is a log, and is scanned for signatures.
MOST_LINES = 100_000


@dataclass(frozen=True)
class Part:
    """Lines that one reader knows. `first` counts from 0 in the source."""

    lines: Sequence[str]
    first: int = 0


@dataclass(frozen=True)
class Sign:
    """What one reader saw in one place: a cause, facts that signatures are written for, or that it works.

    `at` is the place in the part's lines. `facts` may hold any kind of `signatures.pattern.TYPED`, such as
    {"reason": "OOMKilled", "exit": 137}. `healthy` says in plain words what works.
    """

    at: int
    cause: str = ""
    weight: float = 0.0
    why: str = ""
    subject: str = ""
    facts: Mapping[str, Any] = field(default_factory=nothing)
    params: Mapping[str, Any] = field(default_factory=nothing)
    healthy: str = ""
    ends: tuple[str, ...] = ()  # causes (with * at the end: families) that this shows to be over
    also: tuple[int, ...] = ()  # further places that show it


class Reader(Protocol):
    """What a reader module offers."""

    __name__: str
    __doc__: str | None

    def find(self, lines: Sequence[str]) -> Iterable[tuple[int, int]]: ...

    def read(self, part: Part) -> Iterable[Sign]: ...


@dataclass(frozen=True)
class Reading:
    """What one reader made of one part."""

    reader: str
    part: Part
    signs: tuple[Sign, ...]
    quiet: bool = False
    problem: str = ""


@cache
def every() -> tuple[Reader, ...]:
    own = sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))
    found = [cast(Reader, importlib.import_module(f"{__name__}.{name}")) for name in own]
    return (*found, *_plugins())


def name_of(reader: Reader) -> str:
    return reader.__name__.rpartition(".")[2]


def examples(reader: Reader) -> Iterable[Example]:
    return cast("Iterable[Example]", getattr(reader, "EXAMPLES", ()))


def read(lines: Sequence[str]) -> Iterator[Reading]:
    """All that the readers find in a source, reader by reader."""
    lines = lines[:MOST_LINES]
    for reader in every():
        try:
            for begin, end in reader.find(lines):
                yield _read(reader, Part(lines[begin:end], begin))
        except Exception as error:  # the text may be anything at all
            yield Reading(
                name_of(reader), Part((), 0), (), problem=f"could not be read: {type(error).__name__}"
            )


def _read(reader: Reader, part: Part) -> Reading:
    quiet = bool(getattr(reader, "QUIET", False))
    try:
        return Reading(name_of(reader), part, tuple(reader.read(part)), quiet)
    except Exception as error:  # the text may be anything at all
        why = f"could not be read: {type(error).__name__}"
        return Reading(name_of(reader), part, (), quiet, why)


def _plugins() -> list[Reader]:
    """Readers of other packages; one that cannot be loaded costs only itself."""
    found = []
    for point in plugins.offered("farhand.readers"):
        try:
            found.append(cast(Reader, point.load()))
        except Exception:  # it is somebody else's code
            continue
    return found
