"""Which records are asked for.  Pure."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.logs.formats import Reading
    from farhand.logs.model import Query, Record


class Choice:
    """Tells of a record whether it is in the window and is what the query chooses."""

    __slots__ = ("_patterns", "_query", "_reading")

    def __init__(self, query: Query, reading: Reading | None) -> None:
        self._query = query
        self._reading = reading
        self._patterns = [re.compile(p, re.MULTILINE) for p in query.patterns]
        self._patterns += [whole(trace) for trace in query.traces]

    def within(self, record: Record) -> bool:
        """By time alone. A record without time is in a window that has no beginning."""
        since, until, time = self._query.since, self._query.until, record.time
        if time is None:
            return since is None
        return (since is None or since <= time) and (until is None or time < until)

    def wanted(self, record: Record) -> bool:
        return self.within(record) and self.chosen(record)

    def chosen(self, record: Record) -> bool:
        """By all but the time, the cheapest question first."""
        text, query = record.text, self._query
        for word in query.words:
            if word not in text:
                return False
        for pattern in self._patterns:
            if not pattern.search(text):
                return False
        form = self._reading.format if self._reading else None
        if query.level and (form is None or form.level(text) < query.level):
            return False
        for name, value in query.fields:  # noqa: SIM110  # a generator costs more than what it asks
            if form is None or form.field(text, name) != value:
                return False
        return True


def whole(trace: bytes) -> re.Pattern[bytes]:
    """An id that is not a part of a longer one."""
    return re.compile(rb"(?<![0-9A-Za-z])" + re.escape(trace) + rb"(?![0-9A-Za-z])")
