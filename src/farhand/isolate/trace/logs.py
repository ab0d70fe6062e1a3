"""The app's log from a moment on: file, journal or container of `[logs] source`, and the app's ring.  I/O.

Only what is written after `Follow` was made is read, and never more than a bound. A file that is rotated
meanwhile is followed to its end, and then from the start of the new one.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from farhand import platforms
from farhand.bundle import site as bundle_site
from farhand.bundle import ways
from farhand.bundle.items import logs as items
from farhand.deadline import Deadline
from farhand.isolate.model import Site
from farhand.model import NOTHING
from farhand.when import Window
from farhand.wire import local

#: Bytes that are read of each source.
MOST = 4 << 20
#: Seconds for a program that prints a log, and for the app's own socket.
_PRINTS, _ASKS = 10.0, 3.0


@dataclass(frozen=True)
class Text:
    """What a source holds since then; `says` why there is nothing, or not all."""

    name: str
    text: str = ""
    says: str = ""


class Follow:
    """Everything that is logged from now on."""

    def __init__(self, site: Site) -> None:
        self._site = site
        # docker and journald tell a time, and their clock is this host's
        self._since = datetime.now(timezone.utc) - timedelta(seconds=1)
        started = site.held.started
        self._printed = len(started.text()) if started else 0
        source = str(site.app.sections.get("logs", NOTHING).get("source") or "")
        is_file = bool(source) and platforms.of_source(source) is None
        self._file = _File(site.folder / source) if is_file else None

    def texts(self) -> list[Text]:
        """All sources, each since then."""
        found = [self._file.read()] if self._file else list(self._by_command())
        return [*found, *self._of_started(), *self._of_ring()]

    def _of_started(self) -> Iterator[Text]:
        started = self._site.held.started
        if started:
            yield Text("output of the started app", started.text()[self._printed :][-MOST:])

    def _by_command(self) -> Iterator[Text]:
        s = self._site
        window = Window(since=self._since.strftime("%Y-%m-%dT%H:%M:%SZ"))
        seen = bundle_site.Site(
            s.app, s.settings.env, window=window, platform=s.app.platform, target=s.target or s.app.target,
            redactor=s.settings.redactor,
        )  # fmt: skip
        for item in items.plan(seen):
            work = ways.Work(seen, Deadline(_PRINTS), MOST)
            try:
                taken = ways.take(item, work)
            except OSError as error:
                yield Text(item.source, says=str(error.strerror))
                continue
            yield _printed(item.name, taken)

    def _of_ring(self) -> Iterator[Text]:
        """The records that the part of Farhand inside the app keeps in memory."""
        for place in self._site.places:
            target = "/admin/logs?limit=500"
            try:
                status, body = local.ask(str(place / "farhand.sock"), "GET", target, timeout=_ASKS, most=MOST)
                records = json.loads(body)["records"] if status == 200 else []
            except (OSError, ValueError, KeyError, TypeError):
                continue
            since = self._since.strftime("%Y-%m-%dT%H:%M:%S")
            rows = [r for r in records if isinstance(r, dict) and str(r.get("timestamp", "")) >= since]
            yield Text("the app's own ring", "\n".join(json.dumps(r, default=str) for r in rows))


def _printed(name: str, taken: ways.Taken) -> Text:
    """What a command has printed. Of one that failed the last line is its own complaint, no log."""
    text = taken.data.decode("utf-8", "replace")
    if not taken.status:
        return Text(name, text, taken.says)
    rows = text.splitlines(keepends=True)
    return Text(name, "".join(rows[:-1]), (rows[-1] if rows else taken.says).strip()[:300])


class _File:
    """A log file from its present end on."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open, self._why = _opened(path)
        self._from = os.fstat(self._open).st_size if self._open is not None else 0

    def read(self) -> Text:
        data, says = b"", self._why
        if self._open is not None:
            data = os.pread(self._open, MOST, min(self._from, os.fstat(self._open).st_size))
        data += self._rotated()
        if not data and not says:
            says = "nothing was written to it"
        return Text(self._path.name, data[:MOST].decode("utf-8", "replace"), "" if data else says)

    def _rotated(self) -> bytes:
        """What stands in a file that was put in the place of the one that was open."""
        new, _ = _opened(self._path)
        if new is None:
            return b""
        try:
            other = self._open is None or os.fstat(new).st_ino != os.fstat(self._open).st_ino
            return os.pread(new, MOST, 0) if other else b""
        finally:
            os.close(new)

    def __del__(self) -> None:
        if self._open is not None:
            os.close(self._open)


def _opened(path: Path) -> tuple[int | None, str]:
    """A regular file, open for reading; else None, and why."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except OSError as error:
        return None, f"{path} cannot be read: {error.strerror}"
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return handle, ""
    os.close(handle)
    return None, f"{path} is no regular file"
