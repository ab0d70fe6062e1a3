"""The ring of captured failures in the run folder, `failure-N.json`: it outlives the process.  I/O.

`embed/failures/` fills it; the command line and other workers read it. A number is never used twice, so
that a capture can be spoken of; the oldest are removed.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from farhand.control import folder

SCHEMA = "farhand.failure/1"
#: Files of one host, bytes of one file.
MOST, MOST_BYTES = 40, 96 * 1024
_NAME = re.compile(r"failure-(\d{1,9})\.json")


def keep(place: Path, document: Mapping[str, Any]) -> int:
    """Write a capture down under the next number, which is returned. Raises OSError."""
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    handle = os.open(place / "failures.lock", flags, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        there = numbers(place)
        number = (there[-1] if there else 0) + 1
        folder.write(place / f"failure-{number}.json", within({**document, "number": number}), 1)
        for old in there[: max(0, len(there) + 1 - MOST)]:
            folder.drop(place / f"failure-{old}.json")
        return number
    finally:
        os.close(handle)


def within(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document, without the rows' facts and then without rows where it is longer than MOST_BYTES."""
    made = dict(document)
    if len(json.dumps(made, default=str)) > MOST_BYTES:
        made["rows"] = [{**row, "facts": {}} for row in rows(made.get("rows"))[:50]]
    if len(json.dumps(made, default=str)) > MOST_BYTES:
        made["rows"] = []
    return made


def numbers(place: Path) -> list[int]:
    """Those that are there, oldest first."""
    try:
        names = os.listdir(place)
    except OSError:
        return []
    return sorted(int(found[1]) for name in names if (found := _NAME.fullmatch(name)))


def every(place: Path) -> list[dict[str, Any]]:
    """All captures that can be read, oldest first."""
    read = (one(place, number) for number in numbers(place)[-MOST:])
    return [document for document in read if document]


def one(place: Path, number: int) -> dict[str, Any]:
    document = folder.read(place / f"failure-{number}.json") or {}
    return document if document.get("schema") == SCHEMA else {}


def with_probe(document: Mapping[str, Any], last: Mapping[str, Any], place: Path | None) -> dict[str, Any]:
    """The capture with what another worker's probe has found of the same dependency, and whose that was."""
    number = last.get("number")
    other = one(place, number) if place and isinstance(number, int) and not isinstance(number, bool) else {}
    if other.get("dependency") != document.get("dependency"):
        return dict(document)
    taken: dict[str, Any] = {
        key: other[key] for key in ("verdict", "rows", "probed_at", "took_ms") if key in other
    }
    found: dict[str, Any] = (
        {key: other[key] for key in _FOUND if key in other} if other.get("by") == "probe" else {}
    )
    return {**document, **found, **taken, "probed_by": other.get("worker", 0)}


_FOUND = ("cause", "subject", "stage", "says", "why", "confidence", "owner", "fix", "next_step", "by")


def rows(value: object) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
