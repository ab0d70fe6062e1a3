"""The few records worth sending, within a budget of bytes."""

from __future__ import annotations

from dataclasses import dataclass

from farhand.logs.mining import Summary
from farhand.logs.mining.entry import Seen
from farhand.logs.triage.order import broken_first

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Line:
    """`text`: the beginning of a record's message; `why`: a sentence; `offset`: in bytes in its source."""

    time: float | None
    source: str
    offset: int
    text: bytes
    why: str


def worth_sending(summary: Summary, budget: int) -> list[Line]:
    """Records that tell most, in order of time; texts and reasons together have at most `budget` bytes."""
    chosen: dict[tuple[str, int], Line] = {}
    left = budget
    for seen, why in _candidates(summary.finished()):
        time, source, offset, text = seen
        cost = len(text) + len(why.encode()) + 2
        if (source, offset) in chosen or cost > left:
            continue
        left -= cost
        chosen[source, offset] = Line(time if abs(time) < float("inf") else None, source, offset, text, why)
    return sorted(chosen.values(), key=lambda one: (one.time or 0.0, one.source, one.offset))


def _candidates(summary: Summary) -> Iterator[tuple[Seen, str]]:
    """The most telling first."""
    beginnings = broken_first(summary)
    for one in beginnings:
        yield one.template.first, f"an error begins, {one.template.count} of this kind"
    for one in beginnings:
        for after in one.followed_by:
            yield after.template.first, f"follows within minutes, {after.template.count} of this kind"
    faults = sorted(summary.faults.entries.items(), key=lambda one: (-one[1].count, one[0]))
    for (kind, place), entry in faults:
        where = f" at {place}" if place else ""
        yield entry.first, f"first {kind}{where}, {entry.count} of them"
    for one in beginnings:
        yield one.template.last, "the last of its kind"
