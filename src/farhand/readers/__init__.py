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
| `WORDS` | optional | literal tuple: a text without any of these is not its business; it is not even loaded |
| `LIKE` | optional | literal tuple of other readers' names: it is called where one of these is |
| `QUIET` | optional | True: words in it are names and data (`ps`, `.env`, manifests): no signatures there |
| `PAST` | optional | True: it tells of what happened (a log, a traceback), not of how things are when asked |
| `EXAMPLES` | required | tuple of `Example`: `pasted`, and the causes it must lead to; run by one test loop |

`lines` are plain (no colours, smart quotes made straight), with their indentation kept and without what
docker compose, kubectl and mail programs put in front. Two doors: the files here, and the entry-point
group `farhand.readers`. A reader that stumbles costs only its own part.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Protocol, cast

from farhand import listed, plugins
from farhand.model import Example, nothing

#: Lines of one source that readers look at; what is longer is a log, and is scanned for signatures.
MOST_LINES = 100_000
_WORDS = re.compile(r"^WORDS = (\(.*?\))$", re.MULTILINE | re.DOTALL)
_LIKE = re.compile(r"^LIKE = (\(.*?\))$", re.MULTILINE | re.DOTALL)


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
    moot: tuple[str, ...] = ()  # causes that these places do not show, whatever is found in their words


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
    past: bool = False
    problem: str = ""


@cache
def every() -> tuple[Reader, ...]:
    """All readers, loaded."""
    return (*(_load(name) for name in _names()), *_plugins())


def fitting(text: str) -> Iterator[Reader]:
    """The readers that a text may be of, by their words; only these are loaded."""
    for name in _names():
        words = _needles(name)
        if words is None or any(word in text for word in words):
            yield _load(name)
    for plugin in _plugins():
        words = getattr(plugin, "WORDS", None)
        if words is None or any(word in text for word in words):
            yield plugin


@cache
def _names() -> tuple[str, ...]:
    return tuple(listed.names(__path__))


def _load(name: str) -> Reader:
    return cast(Reader, importlib.import_module(f"{__name__}.{name}"))


@cache
def _needles(name: str) -> tuple[str, ...] | None:
    """A reader's WORDS, read from its source without loading it; None: it must see every text."""
    try:
        text = resources.files(__name__).joinpath(f"{name}.py").read_text("utf-8")
    except OSError:
        return None
    if like := _LIKE.search(text):
        others = [_needles(other) for other in ast.literal_eval(like[1])]
        return None if None in others else tuple(word for words in others for word in words or ())
    found = _WORDS.search(text)
    return tuple(ast.literal_eval(found[1])) if found else None


def name_of(reader: Reader) -> str:
    return reader.__name__.rpartition(".")[2]


def examples(reader: Reader) -> Iterable[Example]:
    return cast("Iterable[Example]", getattr(reader, "EXAMPLES", ()))


def read(lines: Sequence[str]) -> Iterator[Reading]:
    """All that the readers find in a source, reader by reader."""
    lines = lines[:MOST_LINES]
    for reader in fitting("\n".join(lines)):
        try:
            for begin, end in reader.find(lines):
                yield _read(reader, Part(lines[begin:end], begin))
        except Exception as error:  # the text may be anything at all
            yield Reading(
                name_of(reader), Part((), 0), (), problem=f"could not be read: {type(error).__name__}"
            )


def _read(reader: Reader, part: Part) -> Reading:
    quiet, past = (bool(getattr(reader, name, False)) for name in ("QUIET", "PAST"))
    try:
        return Reading(name_of(reader), part, tuple(reader.read(part)), quiet, past)
    except Exception as error:  # the text may be anything at all
        why = f"could not be read: {type(error).__name__}"
        return Reading(name_of(reader), part, (), quiet, past, why)


@cache
def _plugins() -> tuple[Reader, ...]:
    """Readers of other packages; one that cannot be loaded costs only itself."""
    found = []
    for point in plugins.offered("farhand.readers"):
        try:
            found.append(cast(Reader, point.load()))
        except Exception:  # it is somebody else's code
            continue
    return tuple(found)
