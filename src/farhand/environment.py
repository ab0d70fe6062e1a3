"""The environment of the app: whose it is decides whether it may be believed.  I/O."""

from __future__ import annotations

import os
from pathlib import Path

from farhand.errors import Mistake
from farhand.look import Definition, Environment


def here() -> Environment:
    """Farhand's own environment (`--here`): right only where Farhand is started as the app is."""
    return Environment(dict(os.environ), "Farhand's own environment", os.getpid(), os.getuid())


def of_process(pid: int) -> Environment:
    """The environment of a running process. Raises Mistake where it may not be read."""
    try:
        raw = Path(f"/proc/{pid}/environ").read_bytes()
    except OSError as error:
        raise Mistake(f"--pid {pid}: {error.strerror}") from None
    pairs = [part.split("=", 1) for part in raw.decode("utf-8", "surrogateescape").split("\0") if "=" in part]
    return Environment({name: value for name, value in pairs}, f"process {pid}", pid, os.stat(f"/proc/{pid}").st_uid)


def of_file(path: Path, platform: str) -> Environment:
    """The environment that a `.env` file makes."""
    try:
        text = path.read_bytes().decode("utf-8", "surrogateescape")
    except OSError as error:
        raise Mistake(f"--env-file {path}: {error.strerror}") from None
    rows = [
        Definition(line.split("=", 1)[0].strip(), line.split("=", 1)[1], str(path), number)
        for number, line in enumerate(text.split("\n"), 1)
        if "=" in line and not line.lstrip().startswith("#")
    ]
    return Environment({row.name: row.value for row in rows}, f"file {path}", platform=platform, definitions=tuple(rows))
