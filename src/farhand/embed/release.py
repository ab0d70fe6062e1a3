"""Which build of the app this is, and since when it runs."""

from __future__ import annotations

import os
import time
from pathlib import Path

from farhand.embed.process import Process

#: Variables in which build systems and platforms leave the commit.
NAMES = (
    "FARHAND_GIT_SHA", "GIT_SHA", "GIT_COMMIT", "COMMIT_SHA", "SOURCE_VERSION", "CI_COMMIT_SHA", "GITHUB_SHA",
    "HEROKU_SLUG_COMMIT", "RENDER_GIT_COMMIT", "K_REVISION",
)  # fmt: skip


class _Sha:
    value: str | None = None


def sha(process: Process) -> str:
    """The commit:

    from a variable of the build, else from .git beside the declaration; empty where unknown.
    """
    held = process.of(_Sha)
    if held.value is None:
        told = next((process.environment[n] for n in NAMES if process.environment.get(n)), "")
        held.value = told[:64] or _of_checkout(process)
    return held.value


def _of_checkout(process: Process) -> str:
    """HEAD of the checkout, read from its files: git itself need not be there (gitrepository-layout(5))."""
    top = process.settings.path.parent if process.settings.path else Path.cwd()
    try:
        head = (top / ".git" / "HEAD").read_text("ascii").strip()
        if not head.startswith("ref: "):
            return head[:64]
        return (top / ".git" / head[5:]).read_text("ascii").strip()[:64]
    except (OSError, ValueError):
        return ""


def started(process: Process) -> str:
    """RFC 3339, UTC."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(process.began))


def uptime(process: Process) -> float:
    """Seconds; never below zero, also where the clock was set back."""
    return max(0.0, os.times().elapsed - process.began_ticks)
