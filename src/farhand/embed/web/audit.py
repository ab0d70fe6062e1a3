"""Who has used what:

one line for every request that is more than a probe, in the run folder and in the log.
"""

from __future__ import annotations

import json
import logging
import os
import threading
from datetime import datetime, timezone
from pathlib import Path

from farhand.embed.process import Process
from farhand.embed.web.exchange import Request

FILE = "audit.jsonl"
#: Bytes of the file; the one before it is kept as well.
MOST = 1 << 20

_log = logging.getLogger("farhand.audit")


class Audit:
    """Appends lines. What cannot be written is still said in the log."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def write(self, process: Process, request: Request, who: str, status: int) -> None:
        """Never raises. Queries and bodies are not written: they may hold anything."""
        line = {
            "at": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "who": who or "nobody known",
            "from": request.peer,
            "door": request.door,
            "asked": f"{request.method} {request.path[:200]}",
            "status": status,
            "worker": process.pid,
        }
        _log.info("%s asked %s by %s: %s", line["who"], line["asked"], line["door"], status)
        if process.folder is not None:
            self._append(process, process.folder / FILE, json.dumps(line))

    def _append(self, process: Process, path: Path, line: str) -> None:
        with self._lock:
            try:
                _turned(path)
                flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
                handle = os.open(path, flags, 0o600)
                try:
                    os.write(handle, line.encode() + b"\n")
                finally:
                    os.close(handle)
            except OSError as error:
                process.trouble(f"audit: {error}")


def _turned(path: Path) -> None:
    """Put a full file aside."""
    try:
        if os.lstat(path).st_size > MOST:
            os.replace(path, path.with_suffix(".old"))
    except FileNotFoundError:
        pass
