"""The nouns of logs: a record, what is asked for, and what was left out."""

from __future__ import annotations

TYPE_CHECKING = False  # typing and dataclasses take longer to import than a whole slice may
if TYPE_CHECKING:
    from collections.abc import Sequence

#: Severities as numbers; 0 where a record does not say.
UNKNOWN, TRACE, DEBUG, INFO, WARNING, ERROR, CRITICAL = 0, 5, 10, 20, 30, 40, 50
LEVELS = {
    b"trace": TRACE, b"finest": TRACE, b"finer": TRACE, b"verbose": DEBUG, b"fine": DEBUG, b"config": DEBUG,
    b"debug": DEBUG, b"dbg": DEBUG, b"debug1": DEBUG, b"debug2": DEBUG, b"debug3": DEBUG, b"debug4": DEBUG,
    b"debug5": DEBUG,
    b"info": INFO, b"inf": INFO, b"information": INFO, b"informational": INFO, b"notice": INFO, b"log": INFO,
    b"normal": INFO, b"success": INFO,
    b"warn": WARNING, b"warning": WARNING, b"wrn": WARNING,
    b"error": ERROR, b"err": ERROR, b"eror": ERROR, b"severe": ERROR, b"failure": ERROR,
    b"critical": CRITICAL, b"crit": CRITICAL, b"fatal": CRITICAL, b"panic": CRITICAL, b"alert": CRITICAL,
    b"emerg": CRITICAL, b"emergency": CRITICAL,
}  # fmt: skip
#: The name of a severity, as it is shown.
NAMES = {
    TRACE: "trace",
    DEBUG: "debug",
    INFO: "info",
    WARNING: "warning",
    ERROR: "error",
    CRITICAL: "critical",
}


def severity(word: bytes) -> int:
    """The number of a level's name in any case; UNKNOWN where it is none."""
    return LEVELS.get(word.lower(), UNKNOWN)


class Record:
    """One entry of a log with all its lines: the message and what continues it, a traceback for example.

    `time` is in seconds since 1970, None where no line before or in it has one; `offset` is where its first
    byte stands in the (decompressed) source, -1 where nobody knows; `text` are its bytes with the last line's
    end.
    """

    __slots__ = ("offset", "text", "time")

    def __init__(self, time: float | None, text: bytes, offset: int) -> None:
        self.time = time
        self.text = text
        self.offset = offset

    def __repr__(self) -> str:
        return f"Record({self.time}, {self.text!r}, {self.offset})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Record) and (self.time, self.text, self.offset) == (
            other.time,
            other.text,
            other.offset,
        )

    __hash__ = None  # type: ignore[assignment]


class Query:
    """What is asked of the logs; every part may be absent.

    `since` <= time < `until` in seconds since 1970; `level` and worse; `words`, `patterns`, `traces`: all
    must be
    in a record; `fields` are (name, value); `head`, `tail` and `context` count records; `max_bytes` bounds
    the
    output (0: no bound); `slack` is how many seconds a record may stand out of order; `exhaustive` reads all.
    """

    __slots__ = (
        "context",
        "exhaustive",
        "fields",
        "head",
        "level",
        "max_bytes",
        "patterns",
        "since",
        "slack",
        "tail",
        "traces",
        "until",
        "words",
    )

    def __init__(
        self,
        since: float | None = None,
        until: float | None = None,
        level: int = 0,
        words: Sequence[bytes] = (),
        patterns: Sequence[bytes] = (),
        traces: Sequence[bytes] = (),
        fields: Sequence[tuple[bytes, bytes]] = (),
        head: int = 0,
        tail: int = 0,
        context: int = 0,
        max_bytes: int = 0,
        slack: float = 2.0,
        exhaustive: bool = False,
    ) -> None:
        self.since = since
        self.until = until
        self.level = level
        self.words = tuple(words)
        self.patterns = tuple(patterns)
        self.traces = tuple(traces)
        self.fields = tuple(fields)
        self.head = head
        self.tail = tail
        self.context = context
        self.max_bytes = max_bytes
        self.slack = slack
        self.exhaustive = exhaustive

    @property
    def plain(self) -> bool:
        """Whether all records of the window are wanted, and no place in the file is doubted."""
        return not (self.chooses or self.head or self.tail or self.context or self.exhaustive)

    def within(self, since: float | None, until: float | None, max_bytes: int) -> Query:
        """The same question of another window."""
        return Query(
            since, until, self.level, self.words, self.patterns, self.traces, self.fields, self.head,
            self.tail, self.context, max_bytes, self.slack, self.exhaustive,
        )  # fmt: skip

    @property
    def chooses(self) -> bool:
        """Whether anything but the time decides."""
        return bool(self.level or self.words or self.patterns or self.traces or self.fields)
