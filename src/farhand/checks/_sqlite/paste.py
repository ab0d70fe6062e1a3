"""What the `sqlite` command printed, as facts.  Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from farhand.checks import _pasted, _settled
from farhand.hostfacts.locks import Lock
from farhand.model import Seen

_PAGE_SIZE, _PAGES, _CHANGES, _VALID_FOR = slice(16, 18), slice(28, 32), slice(24, 28), slice(92, 96)
_MAGIC = b"SQLite format 3\0"
Writers = Any  # sqlite.writers: which of these locks keep others out


def read(text: str, writers: Writers, code_of: Any) -> Iterator[Seen]:
    """The stages that the pasted text decides; none where it is not that command's output."""
    known = _settled.settled(text)
    lines = [line.strip("\r") for line in text.splitlines()]
    if known is None or known.told.kind != "sqlite":
        return
    yield from known.seen
    if "memory" in lines:
        yield Seen("path", {"not_applicable": "a database in memory has no file"})
    if not _pasted.rest(lines, "path "):
        return
    common = _pasted.way(lines)
    yield Seen("path", common)
    if common["hung"] or "errno" in common["parts"][-1] or common["parts"][-1]["kind"] != "file":
        return
    wants = _pasted.wanted(lines)
    writable = wants.get("writable") == "true"
    yield Seen("access", {**common, "writable": writable, **_pasted.limits(lines), **_beside(lines)})
    room = _pasted.room(lines)
    if room:
        least = int(wants.get("min_free", "0") or 0)
        yield Seen("space", {**common, "writable": writable, **room, "min_free": least})
    if _pasted.rest(lines, "with "):
        yield _open({**common, "writable": writable}, lines, writers, code_of)


def _beside(lines: list[str]) -> dict[str, Any]:
    rows = [line.split(" ", 2)[1:] for line in lines if line.startswith("beside ") and line.count(" ") > 1]
    return {
        "home": _pasted.rest(lines, "home "),
        "kernel_home": {letter: f"homemay {letter}" in lines for letter in "rwx"},
        "beside": [{"path": path, "kernel": {c: c in may for c in "rw"}} for may, path in rows],
    }


def _open(facts: dict[str, Any], lines: list[str], writers: Writers, code_of: Any) -> Seen:
    said = [line[4:] for line in lines if line.startswith("sql ")]
    version = next((line[7:] for line in said if line.startswith("schema ") and line[7:].isdigit()), "")
    error = next((line for line in said if "rror" in line), "")
    told: dict[str, Any] = {"schema_version": int(version) if version else None}
    if error:
        text = error.partition(": ")[2] or error
        told = {"code": code_of(text), "text": text[:200], "schema_version": None}
    elif not version:
        told = _of_header(lines)
    held = _held(lines, writers)
    if told.get("schema_version") is None and not told.get("code") and not held:
        return Seen("open", facts, unknown=told.get("text") or "no tool here opens it")
    return Seen("open", {**facts, **told, "hung": False, "held": held})


def _of_header(lines: list[str]) -> dict[str, Any]:
    """Without a tool that opens it: is the file as long as it says, and does it begin as one?"""
    shown, size = _pasted.rest(lines, "header "), _pasted.rest(lines, "size ").strip()
    if set(shown) - set("0123456789abcdef") or len(shown) % 2 or not size.isdigit():
        return {"schema_version": None}
    head = bytes.fromhex(shown)
    if int(size) == 0:
        return {"schema_version": 0}
    if len(head) < 100 or not head.startswith(_MAGIC):
        return {"schema_version": None, "code": 26, "text": "file is not a database"}
    page = int.from_bytes(head[_PAGE_SIZE], "big")
    page = 65536 if page == 1 else page
    counted = head[_CHANGES] == head[_VALID_FOR]  # else the count is of an older SQLite, and not kept
    if counted and int.from_bytes(head[_PAGES], "big") * page > int(size):
        return {"schema_version": None, "code": 11, "text": "the file is shorter than it says"}
    return {"schema_version": int.from_bytes(head[40:44], "big")}


def _held(lines: list[str], writers: Writers) -> list[dict[str, Any]]:
    """Locks that are there both times, two seconds apart. Who commits in between has not kept one lock."""
    if "again" not in lines or len({line for line in lines if line.startswith("counted ")}) > 1:
        return []
    at = lines.index("again")
    first, second = _locks(lines[:at], writers), _locks(lines[at:], writers)
    return [row for row in first if row in second]


def _locks(lines: list[str], writers: Writers) -> list[dict[str, Any]]:
    found: dict[str, list[Lock]] = {"lock": [], "lock-shm": []}
    names: dict[int, str] = {}
    for words in (line.split(" ", 5) for line in lines if line.startswith("lock")):
        numbers = [*words[1:2], *words[3:5]]
        if (
            words[0] in found
            and len(words) >= 5
            and all(w.lstrip("-").isdigit() or w == "EOF" for w in numbers)
        ):
            pid, start = int(words[1]), int(words[3])
            end = (1 << 63) - 1 if words[4] == "EOF" else int(words[4])
            found[words[0]].append(Lock(pid, words[2] == "WRITE", start, end))
            names[pid] = words[5] if len(words) > 5 else ""
    return [
        {**row, "program": names.get(row["pid"], "")} for row in writers(found["lock"], found["lock-shm"])
    ]
