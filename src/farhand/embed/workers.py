"""How many processes of this app there should be, as far as its server's settings tell."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from typing import Any

from farhand.embed.finder import Finder
from farhand.embed.process import Process
from farhand.hostfacts import read

CLASSES = ("gunicorn.config:Config", "uvicorn.config:Config")
#: Options that say how many, by the program that has them.
_OPTIONS = {
    "gunicorn": ("-w", "--workers"),
    "uvicorn": ("--workers",),
    "granian": ("--workers",),
    "hypercorn": ("-w", "--workers"),
    "celery": ("-c", "--concurrency"),
    "uwsgi": ("-p", "--processes", "--workers"),
}


def expected(process: Process) -> tuple[int | None, str]:
    """The number of workers and what says so; (None, "") where nothing does."""
    for config in process.of(Finder).instances(process, CLASSES):
        count = getattr(config, "workers", None)
        if isinstance(count, int) and count > 0:
            return count, f"the settings of {type(config).__module__.partition('.')[0]}"
    for pid in ("self", str(os.getppid())):
        found = of_command((read.text(f"/proc/{pid}/cmdline") or "").split("\0"))
        if found[0] is not None:
            return found
    return of_environment(process.environment)


def of_command(argv: Sequence[str]) -> tuple[int | None, str]:
    """From a command line: only the number after an option that is known is looked at.  Pure."""
    words = [os.path.basename(word) for word in argv[:6]]
    program = next((name for name in _OPTIONS if any(re.fullmatch(rf"{name}\S*", w) for w in words)), "")
    options = _OPTIONS.get(program, ())
    for at, word in enumerate(argv[:200]):
        name, _, value = word.partition("=")
        following = argv[at + 1] if at + 1 < len(argv) else ""
        if name in options:
            text = value or following
        elif word[:2] in options and not word.startswith("--"):
            text = word[2:]
        else:
            continue
        if text.isdigit() and 0 < int(text) < 10_000:
            return int(text), f"{program} {name if name in options else word[:2]}"
    return None, ""


def of_environment(values: Mapping[str, Any]) -> tuple[int | None, str]:
    count = str(values.get("WEB_CONCURRENCY") or "")
    return (int(count), "WEB_CONCURRENCY") if count.isdigit() and int(count) else (None, "")
