"""Summaries of logs of any size: what is to be read is cut into pieces, and each engine reads them elsewhere.

    names ──► work.pieces ──► engine (one module each, found by listing) ──► merged summary

The summary of a whole is the merge of those of its pieces, byte for byte (`farhand.logs.mining`), so it does
not matter who reads which piece, in which order, or how often one has to be tried. An engine is a module with
`run(pieces, settings, watch, **options) -> Iterator[Done]`.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field

from farhand import listed
from farhand.errors import Mistake
from farhand.logs.engines.settings import Settings
from farhand.logs.engines.watch import Watch
from farhand.logs.mining import Summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from farhand.logs.engines.part import Done
    from farhand.logs.engines.work import Piece

__all__ = ["Settings", "Told", "Watch", "names", "summary_of"]
#: Modules of this room that are no engines.
_OURS = ("columns", "part", "segments", "settings", "watch", "work", "worker")


@dataclass
class Told:
    """What is known of the logs, and of what could not be read. `whole`: nobody stopped it before its end."""

    summary: Summary = field(default_factory=Summary)
    sources: dict[str, int] = field(default_factory=dict)
    unread: list[tuple[str, str]] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)
    without_time: list[str] = field(default_factory=list)
    whole: bool = True


def names() -> list[str]:
    return [name for name in listed.names(__path__) if name not in _OURS]


def summary_of(
    pieces: Sequence[Piece], settings: Settings, engine: str, watch: Watch, **options: Any
) -> Told:
    """Read all pieces. Raises Mistake for an engine that is none, or that cannot be had here."""
    if engine not in names():
        raise Mistake(
            f"--engine {engine[:40]}: there is none of that name; write one of {', '.join(names())}"
        )
    told = Told()
    try:
        for done in importlib.import_module(f"{__name__}.{engine}").run(pieces, settings, watch, **options):
            _take(told, done)
    except KeyboardInterrupt:
        told.whole = False
    told.whole = told.whole and not watch.stop
    told.summary.finished()
    return told


def _take(told: Told, done: Done) -> None:
    told.summary.absorb(done.summary)
    told.sources[done.name] = told.sources.get(done.name, 0) + done.read
    if done.stopped and (done.name, done.stopped) not in told.unread:
        told.unread.append((done.name, done.stopped))
    if done.said:
        told.said.append((done.name, done.said))
    if done.untimed and done.name not in told.without_time:
        told.without_time.append(done.name)
