"""How many log records the app has made, as far as they reached a handler."""

from __future__ import annotations

from typing import Any

from farhand.embed.process import Process
from farhand.embed.records.ring import Ring


def read(process: Process) -> dict[str, Any]:
    return {"logs": process.of(Ring).last_seen}
