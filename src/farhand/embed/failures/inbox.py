"""Where failures arrive: the app's thread only counts, and now and then takes down what it was.

In a storm of thousands the same kind of failure is described at most `BURST` times a second; all others
cost one look into a dictionary.
"""

from __future__ import annotations

import time
from collections import deque

from farhand.embed.failures import classes, describe
from farhand.embed.failures.seen import Sighting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.embed.failures.seen import Hint

#: Descriptions a second of one kind of failure; of all together.
BURST, MOST = 5, 50
#: What waits; kinds of failures that are counted.
_WAITING, _KINDS = 200, 500


class Tally:
    """How often one kind of failure was seen, and whether it may be described again."""

    __slots__ = ("count", "left", "second")

    def __init__(self) -> None:
        self.count = 0
        self.second = 0.0
        self.left = 0


class Inbox:
    """What waits to be looked at. `queue` is filled by the app's threads and emptied by Farhand's."""

    def __init__(self) -> None:
        self.queue: deque[Sighting] = deque(maxlen=_WAITING)
        self.tallies: dict[object, Tally] = {}
        self._all = Tally()

    def take(self, error: BaseException, named: str, source: str, hint: Hint) -> None:
        """Count it, and describe it where that was not done often enough just now."""
        if not isinstance(error, Exception):
            return
        if not (describe.is_candidate(error) or (named and not isinstance(error, classes.MISTAKES))):
            return
        key = (source, type(error), named or hint or _line(error))
        tally = self.tallies.get(key)
        if tally is None:
            if len(self.tallies) >= _KINDS:
                self.tallies.clear()
            tally = self.tallies[key] = Tally()
        tally.count += 1
        now = time.monotonic()
        if _has_room(tally, now, BURST) and _has_room(self._all, now, MOST):
            self.queue.append(describe.sighting(error, named, source, hint, tally))


def _line(error: BaseException) -> object:
    """Two clients of one kind are told apart by the line that called them."""
    step = error.__traceback__
    return (id(step.tb_frame.f_code), step.tb_lineno) if step else 0


def _has_room(tally: Tally, now: float, most: int) -> bool:
    if now - tally.second >= 1.0:
        tally.second, tally.left = now, most
    tally.left -= 1
    return tally.left >= 0
