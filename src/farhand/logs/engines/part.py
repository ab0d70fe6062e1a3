"""One piece of the work: read it, and give its summary. Pure but for the reading; runs in any process."""

from __future__ import annotations

import json
from dataclasses import dataclass

from farhand.logs import places
from farhand.logs.clock import of_log
from farhand.logs.engines import apart, columns, segments
from farhand.logs.engines.settings import Settings
from farhand.logs.engines.watch import Watch
from farhand.logs.engines.work import Piece, close
from farhand.logs.mining import Batch, Summary, errors
from farhand.logs.mining.saved import from_bytes, to_bytes
from farhand.logs.model import ERROR
from farhand.logs.slicing import opening, woven

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from farhand.logs.formats import Reading
    from farhand.logs.places import Place
    from farhand.logs.slicing.streams import Segment

#: Bytes of a log's beginning, by which it is told how it spells its levels.
_HEAD = 1 << 16
#: Errors handed on together.
_TOGETHER = 4096


@dataclass
class Done:
    """`read`: bytes of the piece; `stopped`: why not all; `untimed`: no time was recognised in it."""

    name: str
    summary: Summary
    read: int = 0
    stopped: str = ""
    said: str = ""
    untimed: bool = False

    def to_bytes(self) -> bytes:
        head = [self.name, self.read, self.stopped, self.said, self.untimed]
        return json.dumps(head).encode() + b"\n" + to_bytes(self.summary)


def of_bytes(data: bytes) -> Done:
    head, _, rest = data.partition(b"\n")
    name, count, stopped, said, untimed = json.loads(head)
    return Done(name, from_bytes(rest), count, stopped, said, untimed)


def work(piece: list[Any], settings: dict[str, Any]) -> bytes:
    """A piece, as plain values, to its summary as bytes: what is sent to other processes and machines."""
    return done(Piece(*piece), Settings(**settings), Watch()).to_bytes()


def done(piece: Piece, settings: Settings, watch: Watch) -> Done:
    """What is in a piece. Never raises for what is in it; where nobody can read it, `stopped` says so."""
    from farhand.errors import Mistake

    result = Done(piece.name, Summary())
    try:
        place = opened(piece, settings)
    except Mistake as mistake:
        result.stopped = str(mistake).removeprefix(f"{piece.name}: ")
        return result
    try:
        _add(result, place, piece, settings, watch)
    finally:
        close(place)
    result.stopped = place.stopped
    if not result.stopped:
        result.said = getattr(place, "says", "")
    return result


def opened(piece: Piece, settings: Settings) -> Place:
    """The place, as large and as old as it was when the work was planned."""
    place = places.opened(piece.name)
    if piece.size >= 0 and hasattr(place, "read"):
        place.size = piece.size  # type: ignore[attr-defined]
        place.changed = piece.changed
    if settings.previous and hasattr(place, "previous"):
        place.previous = True
    return place


def _add(result: Done, place: Place, piece: Piece, settings: Settings, watch: Watch) -> None:
    _asked(place, settings)
    reading, blocks = opening.reading_of(place, of_log(place, settings.zone))
    result.untimed = reading is None
    for batch in _batches(reading, place, blocks, piece, settings, _Counted(result, watch)):
        chosen = _within(batch, settings)
        if chosen is not None:
            result.summary.add(chosen)
        if watch.stop and hasattr(place, "read"):  # of a stream what has come is counted
            return


def _asked(place: Place, settings: Settings) -> None:
    """The window goes into the command of a live source."""
    if hasattr(place, "asked"):
        from farhand.logs.model import Query

        place.asked(Query(settings.since, settings.until, slack=settings.slack))


class _Counted:
    """Counts the bytes that are done, and tells who watches."""

    def __init__(self, result: Done, watch: Watch) -> None:
        self._result, self.watch = result, watch

    def done(self, count: int) -> None:
        self._result.read += count
        self.watch.read(count)

    def spans(self, time: float | None, settings: Settings) -> None:
        """The log has a record of this time, whether it is counted or not."""
        if time is not None and settings.within(time):
            summary = self._result.summary
            summary.first, summary.last = min(summary.first, time), max(summary.last, time)

    def blocks(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        for block in self.watch.waiting(blocks):
            yield block
            self.done(len(block))


def _batches(
    reading: Reading | None,
    place: Place,
    blocks: Iterator[bytes],
    piece: Piece,
    settings: Settings,
    counted: _Counted,
) -> Iterator[Batch]:
    if reading is None or reading.timeless:
        yield from columns.timeless(reading, place.name, counted.blocks(blocks))
        return
    if reading.source:
        yield from _woven(reading, place, blocks, piece, settings, counted)
        return
    found, begin, end = segments.of_blocks(reading, place.name, counted.blocks(blocks)), 0, None
    if hasattr(place, "read"):
        begin, end = piece.begin, piece.end if piece.end >= 0 else place.size  # type: ignore[attr-defined]
        found = segments.of_file(reading, place, begin, end, counted.done)  # type: ignore[arg-type]
    if settings.errors:
        yield from _errors(reading, place, _spanned(found, begin, place, settings, counted), begin, end)
    else:
        yield from columns.batches(reading, place.name, found, begin, end)


def _woven(
    reading: Reading,
    place: Place,
    blocks: Iterator[bytes],
    piece: Piece,
    settings: Settings,
    counted: _Counted,
) -> Iterator[Batch]:
    size = end = getattr(place, "size", 0)
    if hasattr(place, "read"):
        end = piece.end if piece.end >= 0 else size
        found = apart.of_file(reading, place, piece.begin, end, counted.done)  # type: ignore[arg-type]
    else:
        found = woven.of_blocks(reading, counted.blocks(blocks))
    if settings.errors:
        found = apart.spanning(found, piece.begin == 0, end >= size, lambda t: counted.spans(t, settings))
    yield from columns.one_by_one(reading, place.name, found, ERROR if settings.errors else 0)


def _spanned(
    found: Iterable[Segment], begin: int, place: Place, settings: Settings, counted: _Counted
) -> Iterator[Segment]:
    """The same; of a log of which only the errors are read it is known, too, from when to when it goes."""
    last: Segment | None = None
    for one in found:
        if last is None and begin == 0:
            counted.spans(one.first, settings)
        last = one
        yield one
    if last is not None and begin + last.offset + last.size >= getattr(place, "size", 0):
        counted.spans(last.last, settings)


def _errors(
    reading: Reading, place: Place, found: Iterable[Segment], begin: int, end: int | None
) -> Iterator[Batch]:
    """Some thousand at a time: there are few in each segment."""
    head = _head(place)
    heads: errors.Heads | None = None
    held = _Held(place.name)
    for one in found:
        if heads is None:
            head = head or one.data[:_HEAD]
            heads, wanted = errors.Heads(reading, head), errors.words(head)
        limit = one.size if end is None else min(one.size, end - begin - one.offset)
        for batch in errors.errors(one.data, reading, wanted, place.name, 0, limit, heads):
            held.add(batch, begin + one.offset)
        if len(held.offsets) >= _TOGETHER:
            yield held.taken()
    if held.offsets:
        yield held.taken()


class _Held:
    """Batches of one log put together."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._clear()

    def _clear(self) -> None:
        self.texts: list[bytes] = []
        self.times: list[float | None] = []
        self.levels: list[int] = []
        self.offsets: list[int] = []

    def add(self, batch: Batch, base: int) -> None:
        self.texts += batch.texts
        self.times += batch.times
        self.levels += batch.levels
        self.offsets += [base + at for at in batch.offsets]

    def taken(self) -> Batch:
        whole = Batch(self._name, self.texts, self.times, self.levels, self.offsets)
        self._clear()
        return whole


def _head(place: Place) -> bytes:
    """The beginning of the log, where it can be had without losing it."""
    read = getattr(place, "read", None) or getattr(place, "head", None)
    return read(0, _HEAD) if read else b""


def _within(batch: Batch, settings: Settings) -> Batch | None:
    """The records of the window; None where there are none."""
    if settings.since is None and settings.until is None:
        return batch
    chosen = [number for number, time in enumerate(batch.times) if settings.within(time)]
    if not chosen:
        return None
    return batch if len(chosen) == len(batch.times) else batch.picked(chosen)
