"""Records in the order of time: one log's that stand a little out of order, and several logs' together.
Pure.
"""

from __future__ import annotations

import heapq

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from farhand.logs.model import Record

_BEFORE_ALL = float("-inf")


def ordered(records: Iterable[Record], slack: float) -> Iterator[Record]:
    """Sorted by time, where none is out of order by more than `slack` seconds; equal times keep their order.

    At most the records of `slack` seconds are held. One without time stays behind the one before it.
    """
    heap: list[tuple[float, int, Record]] = []
    latest, time = _BEFORE_ALL, _BEFORE_ALL
    for number, record in enumerate(records):
        time = time if record.time is None else record.time
        heapq.heappush(heap, (time, number, record))
        latest = max(latest, time)
        while heap and heap[0][0] < latest - slack:
            yield heapq.heappop(heap)[2]
    while heap:
        yield heapq.heappop(heap)[2]


def merged(logs: Iterable[Iterator[tuple[str, Record]]]) -> Iterator[tuple[str, Record]]:
    """Records of several logs, each in order, as (source, record) in order of time."""
    for _, pair in heapq.merge(*map(_keyed, logs), key=lambda one: one[0]):
        yield pair


def _keyed(log: Iterator[tuple[str, Record]]) -> Iterator[tuple[float, tuple[str, Record]]]:
    time = _BEFORE_ALL
    for source, record in log:
        time = time if record.time is None else max(time, record.time)
        yield time, (source, record)
