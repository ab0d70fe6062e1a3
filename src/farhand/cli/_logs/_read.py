"""Reading for triage: the logs that are named, watched on a terminal, stopped by Ctrl-C; chains of one id."""

from __future__ import annotations

import os
from argparse import Namespace
from dataclasses import replace

from farhand import moment
from farhand.cli import _process
from farhand.cli._logs._window import window
from farhand.errors import Mistake
from farhand.faces.progress import Bar
from farhand.logs import engines, places, slicing
from farhand.logs.clock import Clock, of_log
from farhand.logs.engines import Settings, Told, Watch, part, work
from farhand.logs.formats import _text
from farhand.logs.mining import Batch, Summary
from farhand.logs.model import Query
from farhand.logs.places import watched
from farhand.logs.places.memory import Memory
from farhand.logs.triage.report import Link

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from farhand.logs.engines.work import Piece
    from farhand.logs.model import Record
    from farhand.logs.places import Place

#: Records of a chain that are told, and bytes of one.
_LINKS, _LONG = 2000, 2000
#: How programs name the part that writes, in a record.
_SERVICES = (b"service.name", b"service", b"app", b"component", b"logger")


class _Watched(Watch):
    def __init__(self, bar: Bar) -> None:
        super().__init__()
        self._bar = bar

    def read(self, count: int) -> None:
        self._bar.read(count)


def times(args: Namespace) -> tuple[float | None, float | None, float | None]:
    """--since, --until and --new-since in seconds since 1970. Raises Mistake."""
    texts = [text for text in (args.since, args.until, args.new_since) if text]
    logs: list[Place] = []
    if any(moment.of_day(text) for text in texts):
        logs = [_opened(name) for name in work.expanded(args.path)[0] if name != "-"]

    def clock(log: Place) -> Clock:
        return of_log(log, args.zone)

    try:
        since, until = window(args.since, args.until, args.zone, logs, clock)
        new, _ = window(args.new_since, None, args.zone, logs, clock)
    finally:
        _give_back([log for log in logs if hasattr(log, "size") or hasattr(log, "compressed")])
    return since, until, new


def _opened(name: str) -> Place:
    """The place; what cannot be opened is told of when it is to be read."""
    try:
        return places.opened(name)
    except Mistake:
        return Memory(name, b"", 0.0)


def summary(names: Sequence[str], settings: Settings, args: Namespace) -> tuple[Told, float | None]:
    """What is known of the logs, and which part of them was read. Raises Mistake where none can be read."""
    found, left = work.expanded(names)
    pieces, unread = _pieces(found, settings)
    with Bar(sum(piece.bytes for piece in pieces), not args.quiet) as bar:
        watch = _Watched(bar)
        _process.gently(watch.ask)
        told = engines.summary_of(
            pieces, settings, args.engine, watch, workers=args.workers, scheduler=args.scheduler
        )
    told.unread[:0] = unread
    told.said[:0] = left
    return told, bar.share


def _pieces(names: Sequence[str], settings: Settings) -> tuple[list[Piece], list[tuple[str, str]]]:
    pieces: list[Piece] = []
    unread: list[tuple[str, str]] = []
    for name in names:
        try:
            pieces += work.pieces([name], settings)
        except Mistake as mistake:
            unread.append((name, str(mistake).removeprefix(f"{name}: ")))
    if not pieces:
        raise Mistake("; ".join(f"{name}: {why}" for name, why in unread))
    return pieces, unread


def healthy(settings: Settings, args: Namespace) -> Summary | None:
    """The summary of a healthy day's logs, read whole; None where none is given. Raises Mistake."""
    if not args.healthy:
        return None
    told, _ = summary(args.healthy, replace(settings, since=None, until=None, previous=False), args)
    if told.unread:
        raise Mistake("--healthy: " + "; ".join(f"{name}: {why}" for name, why in told.unread))
    return told.summary


def chain(args: Namespace, settings: Settings) -> tuple[Told, tuple[Link, ...]]:
    """The records of one id over all logs, in the order of time, and what is known of these."""
    names, left_out = work.expanded(args.path)
    told, left = Told(), slicing.Left()
    links: list[Link] = []
    logs = [part.opened(work.Piece(name), settings) for name in names]
    with Bar(sum(map(watched.size_of, logs)), not args.quiet) as bar:
        pairs = _of_trace([watched.watched(log, bar.read) for log in logs], args.trace, settings, left)
        try:
            for source, record in pairs:
                links.append(_link(source, record))
                _count(told, source, record, links[-1].level)
        except KeyboardInterrupt:
            told.whole = False
    told.unread, told.without_time = left.unread, left.without_time
    told.said = [*left_out, *left.said]
    _give_back(logs)
    return told, tuple(links[:_LINKS])


def _of_trace(
    logs: Sequence[Place], trace: str, settings: Settings, left: slicing.Left
) -> Iterator[tuple[str, Record]]:
    query = Query(settings.since, settings.until, traces=[os.fsencode(trace)], slack=settings.slack)
    return slicing.cut(logs, query, lambda log: of_log(log, settings.zone), left)


def _count(told: Told, source: str, record: Record, level: int) -> None:
    text = record.text.rstrip(b"\n")
    told.summary.add(Batch(source, [text], [record.time], [level], [record.offset]))
    told.sources[source] = told.sources.get(source, 0) + len(record.text)


def _give_back(logs: Sequence[Place]) -> None:
    for log in logs:
        work.close(log)


def _link(source: str, record: Record) -> Link:
    text = record.text[:_LONG]
    named = next(filter(None, (_text.named(text, name) for name in _SERVICES)), b"")
    service = named.strip(b"\"'").decode("utf-8", "replace") or os.path.basename(source)
    level = _text.level_in(text[: _text.HEAD])
    return Link(
        record.time, source, service, level[0] if level else 0, text.decode("utf-8", "replace").rstrip("\n")
    )
