"""Which build of the app this is, and since when it runs."""

from __future__ import annotations

import os
import time

from farhand.embed import build
from farhand.embed.process import Process


class _Sha:
    value: str | None = None


def sha(process: Process) -> str:
    """The commit, looked for once; empty where it is not told."""
    held = process.of(_Sha)
    if held.value is None:
        held.value = build.of_process(process)[0]
    return held.value


def started(process: Process) -> str:
    """RFC 3339, UTC."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(process.began))


def uptime(process: Process) -> float:
    """Seconds; never below zero, also where the clock was set back."""
    return max(0.0, os.times().elapsed - process.began_ticks)
