"""A file as an item: where it truly is, how large it is and what reading it needs.  Looks by stat only."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

from farhand.bundle.model import FILE, Item
from farhand.hostfacts import who
from farhand.hostfacts.patience import Hangs, patiently

#: Seconds for the look at one file: a dead file server must not hold up a plan.
PATIENCE = 2.0


def item(name: str, path: Path | str, why: str, **more: Any) -> Item:
    """The item that reads `path`. Links are resolved now; at the reading none is followed any more."""
    try:
        real, size, needs = patiently(lambda: _look(str(path)), PATIENCE)
    except Hangs:
        real, size, needs = os.path.abspath(path), None, ""
    return Item(name, FILE, real, why, size=size, privilege=needs, **more)


def _look(path: str) -> tuple[str, int | None, str]:
    real = os.path.realpath(path)
    try:
        info = os.stat(real)
    except PermissionError:
        return real, None, "leave to enter its folder"
    except (OSError, ValueError):
        return real, None, ""
    return real, info.st_size if stat.S_ISREG(info.st_mode) else None, needed(real, info)


def needed(path: str, info: os.stat_result) -> str:
    """What reading needs beyond what this user may do; empty: nothing."""
    if os.access(path, os.R_OK):
        return ""
    mode = stat.S_IMODE(info.st_mode)
    return f"to be user {who.user(info.st_uid)} or root (it is {mode:o} {who.group(info.st_gid)})"
