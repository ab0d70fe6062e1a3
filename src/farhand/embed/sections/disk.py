"""Room where the app writes: its folder, the temporary one, the run folder, declared directories."""

from __future__ import annotations

import os
import tempfile
from typing import Any

from farhand.embed.places import settings_of
from farhand.embed.process import Process
from farhand.hostfacts import files


def told(process: Process) -> list[dict[str, Any]]:
    places = {
        "working folder": _cwd(),
        "temporary files": tempfile.gettempdir(),
        "run folder": process.folder,
    }
    for need in process.app.dependencies:
        if need.kind in ("directory", "sqlite"):
            places[need.name] = settings_of(process, need).get("path")
    return [{"what": what, "path": str(path), **_space(str(path))} for what, path in places.items() if path]


def _cwd() -> str:
    try:
        return os.getcwd()
    except OSError:
        return ""


def _space(path: str) -> dict[str, Any]:
    """Bytes and inodes; of a file that is not there yet those of its folder."""
    there = path if os.path.exists(path) else os.path.dirname(path)
    try:
        return dict(files.space(there))
    except OSError as error:
        return {"error": error.strerror or type(error).__name__}
