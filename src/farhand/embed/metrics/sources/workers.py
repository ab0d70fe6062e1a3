"""How many workers there should be, where the server's settings say so."""

from __future__ import annotations

from typing import Any

from farhand.embed.process import Process
from farhand.embed.workers import expected


def read(process: Process) -> dict[str, Any]:
    return {"workers_expected": expected(process)[0]}
