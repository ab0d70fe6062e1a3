"""How late the app's event loops are."""

from __future__ import annotations

from typing import Any

from farhand.embed.loops import take
from farhand.embed.process import Process


def read(process: Process) -> dict[str, Any]:
    loops = take(process)
    return {"loop_lag_s": loops.lag_s} if loops.loops else {}
