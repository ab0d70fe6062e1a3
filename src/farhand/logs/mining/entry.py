"""What is kept of records that say the same: how many, since when, until when, how bad, and two examples."""

from __future__ import annotations

from farhand.logs.mining.curve import Curve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.mining.batch import Batch

#: (time, source, offset, text); without a time it comes after all others as a first, before all as a last.
Seen = tuple[float, str, int, bytes]

#: Bytes kept of an example.
EXAMPLE = 400
#: Non-empty minutes kept of what is an error (more than a day of them), and of what is not.
ERROR_BUCKETS, BUCKETS = 1536, 384
ERROR = 40
NEVER = float("inf")
_CUT = b"\n...\n"
_NO_FIRST: Seen = (NEVER, "\U0010ffff", 1 << 62, b"")
_NO_LAST: Seen = (-NEVER, "", -1, b"")


class Entry:
    """Sums, smallest and largest: the order in which records and other entries come does not matter."""

    __slots__ = ("count", "curve", "first", "last", "moved", "worst")

    def __init__(self, buckets: int = BUCKETS) -> None:
        self.count, self.worst = 0, 0
        self.curve = Curve(buckets)
        self.first: Seen = _NO_FIRST
        self.last: Seen = _NO_LAST
        #: The entry this one was put into, for those who still hold it.
        self.moved: Entry | None = None

    def saw_first(self, batch: Batch, number: int) -> None:
        """A record of the batch, if it is before all others of this entry."""
        time = batch.time(number, NEVER)
        if time < self.first[0]:
            self.first = _seen(batch, number, time)
        elif time == self.first[0]:
            self.first = min(self.first, _seen(batch, number, time))

    def saw_last(self, batch: Batch, number: int) -> None:
        time = batch.time(number, -NEVER)
        if time > self.last[0]:
            self.last = _seen(batch, number, time)
        elif time == self.last[0]:
            self.last = max(self.last, _seen(batch, number, time))

    def absorb(self, other: Entry) -> None:
        self.count += other.count
        self.worst = max(self.worst, other.worst)
        self.curve.absorb(other.curve)
        self.first, self.last = min(self.first, other.first), max(self.last, other.last)

    def current(self) -> Entry:
        """The entry that this one has become part of, if any; else itself."""
        entry = self
        while entry.moved is not None:
            entry = entry.moved
        return entry

    def copy(self) -> Entry:
        entry = Entry(self.curve.most)
        entry.absorb(self)
        return entry


def _seen(batch: Batch, number: int, time: float) -> Seen:
    return time, batch.source, batch.offsets[number], example(batch.texts[number])


def example(text: bytes) -> bytes:
    """At most EXAMPLE bytes: the beginning, and of several lines the end, where the exception is."""
    if len(text) <= EXAMPLE or b"\n" not in text:
        return text[:EXAMPLE]
    half = EXAMPLE // 2
    return text[:half] + _CUT + text[len(_CUT) + half - EXAMPLE :]


def new_entry(bad: bool) -> Entry:
    return Entry(ERROR_BUCKETS if bad else BUCKETS)
