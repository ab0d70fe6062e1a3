"""The end of an access log, as a probe reads it.  Reads files; bounded."""

from __future__ import annotations

import os
import stat
from datetime import datetime, timezone
from typing import Any

from farhand.checks import _way
from farhand.checks._webhook import calls
from farhand.checks._webhook.wanted import Wanted
from farhand.look import Look

#: Bytes that are read of a log, from its end; where it is shorter, also of the one before (NAME.1).
MOST = 4_000_000


def arrivals(look: Look, want: Wanted) -> dict[str, Any]:
    """Facts of the calls in the log; {} where none is declared."""
    if not want.log:
        return {}
    told = {**about(want), "now": calls.shown(datetime.now(timezone.utc))}
    way = _way.walk(look, want.log)
    if isinstance(way, str):
        return {**told, "trouble": way}
    text, trouble = _way.attempt(look, lambda: _text(way.seen_from_here))
    if text is None:
        return {**told, "trouble": _words(trouble)}
    lines = text.decode("utf-8", "replace").splitlines()
    found = calls.calls(lines, want.paths, want.method)
    return {**told, **calls.facts_of(found, next(iter(lines), ""))}


def about(want: Wanted) -> dict[str, Any]:
    """What is declared of the calls."""
    return {"log": want.log, "sure": want.sure, "every_s": want.every, "sender": list(want.senders),
            "method": want.method, "path": want.paths[0]}  # fmt: skip


def _text(path: str) -> bytes:
    if not stat.S_ISREG(os.stat(path).st_mode):  # many images make the log a pipe, which has no past
        raise IsADirectoryError(21, "not a regular file")
    data = _end(path)
    before = f"{path}.1"
    if len(data) < MOST and os.path.isfile(before):
        try:
            data = _end(before)[-(MOST - len(data)) :] + data
        except OSError:
            return data
    return data


def _end(path: str) -> bytes:
    """Whole lines of the end."""
    with open(path, "rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - MOST))
        data = file.read(MOST)
    return data if size <= MOST else data.partition(b"\n")[2]


def _words(trouble: dict[str, Any]) -> str:
    named = {2: "missing", 13: "unreadable", 21: "no regular file"}
    return "it hangs" if trouble.get("hung") else named.get(trouble.get("errno", 0), "unreadable")
