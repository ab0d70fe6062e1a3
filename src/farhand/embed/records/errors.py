"""Recent exceptions of this process, those of one type from one place counted together."""

from __future__ import annotations

import time
from itertools import count

from farhand.embed.records import raised
from farhand.embed.records.context import ids
from farhand.embed.records.plain import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MOST_GROUPS = 100
_MOST_MESSAGE = 2048


class _Group:
    """What is kept of one type from one place. `next(counter)` is counted by one step of C: no lock."""

    def __init__(self, type: str, place: str, now: float) -> None:
        self.type, self.place = type, place
        self.counter, self.count = count(1), 0
        self.first = self.last = now
        self.message = self.logger = self.trace_id = ""


class Errors:
    """At most so many groups; the one that was quiet for longest gives way. Takes no lock, keeps no frame."""

    def __init__(self, most: int = MOST_GROUPS) -> None:
        self._most = most
        self._groups: dict[tuple[str, str], _Group] = {}
        self.dropped = 0

    def note(self, error: BaseException, logger: str = "", trace_id: str | None = None) -> None:
        """Count one exception. Never raises."""
        try:
            self._note(error, logger, ids()[0] if trace_id is None else trace_id)
        except Exception:  # noqa: S110  nothing may reach the app
            pass

    def _note(self, error: BaseException, logger: str, trace_id: str) -> None:
        now = time.time()
        key = (raised.name_of(error), raised.place(error))
        group = self._groups.get(key)
        if group is None:
            if len(self._groups) >= self._most:
                self._make_room()
            group = self._groups.setdefault(key, _Group(*key, now))
        group.count = next(group.counter)
        group.last = now
        group.message = shown(error)[:_MOST_MESSAGE]
        group.logger = logger or group.logger
        group.trace_id = trace_id or group.trace_id

    def _make_room(self) -> None:
        quiet = sorted(self._groups.copy().items(), key=lambda item: item[1].last)
        for key, _ in quiet[: max(1, self._most // 10)]:
            if self._groups.pop(key, None) is not None:
                self.dropped += 1

    def rows(self, masked: Callable[[str], str]) -> list[dict[str, Any]]:
        """All groups, the latest first, every text of the app's masked."""
        from farhand.embed.records.formatter import stamp

        groups = sorted(self._groups.copy().values(), key=lambda g: g.last, reverse=True)
        return [
            {
                "type": masked(g.type),
                "place": masked(g.place),
                "count": g.count,
                "first": stamp(g.first),
                "last": stamp(g.last),
                "message": masked(g.message),
                "logger": masked(g.logger),
                "trace_id": g.trace_id,
            }
            for g in groups
        ]

    def says(self) -> dict[str, int]:
        groups = self._groups.copy().values()
        return {"groups": len(groups), "exceptions": sum(g.count for g in groups)}


def note(error: BaseException, logger: str = "") -> None:
    """Count an exception that was not logged, in the process that is installed; nothing where none is."""
    from farhand.embed.process import current

    process = current()
    if process is not None:
        process.of(Errors).note(error, logger)
