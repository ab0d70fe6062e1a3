"""What of an answer is not in the output, and what is to be told of each log: gathered while it is made."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Reading
    from farhand.logs.places import Anywhere, Place


class Left:
    """What of the answer is not in the output: counted while it is made."""

    __slots__ = ("after", "bytes", "readings", "records", "said", "unread", "without_time")

    def __init__(self) -> None:
        self.records = 0
        self.bytes = 0
        #: The time of the first record that did not fit.
        self.after: float | None = None
        #: (source, why) of what could not be read to its end.
        self.unread: list[tuple[str, str]] = []
        #: (source, what) is to be told where all was read: a live source's words, an index that is kept.
        self.said: list[tuple[str, str]] = []
        #: How each source is read.
        self.readings: dict[str, Reading] = {}
        #: Sources in whose lines no time was recognised.
        self.without_time: list[str] = []


def note(log: Place, left: Left) -> None:
    """What is to be told of a log, now that it was read."""
    if log.stopped:
        left.unread.append((log.name, log.stopped))
    elif getattr(log, "says", ""):
        left.said.append((log.name, log.says))  # type: ignore[attr-defined]


def expect(file: Anywhere, count: int) -> None:
    """Where somebody watches the reading: so many bytes are to come."""
    if hasattr(file, "will_read"):
        file.will_read(count)
