"""The SQLite database must be there, open to the app's user, whole, and not locked for good.

SQLite writes its journal beside the file, so a database may be read but not written when only its
directory is closed; "unable to open database file" and "attempt to write a readonly database" name
neither. And a lock that some process never gives back looks like a slow disk. The probe reads: it
opens the file read-only, asks for one number, and never makes a file.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote, unquote

from farhand.checks import _rights, _space, _way, _way_meaning, config, directory
from farhand.checks._sqlite import paste
from farhand.checks._sqlite.command import command
from farhand.checks._sqlite.examples import EXAMPLES
from farhand.hostfacts import files, locks
from farhand.look import Look
from farhand.model import FAIL, PASS, UNKNOWN, Facts, Finding, Seen, Verdict

__all__ = ["EXAMPLES", "OWN", "SETTINGS", "STAGES", "command", "judge", "probe", "read"]

STAGES = ("config", "path", "access", "space", "open")
OWN = ("path", "access", "space", "open")
SETTINGS = ("path", "url", "writable", "min_free")

#: Bytes of the file that SQLite locks (os_unix.c): pending, reserved, and the range of the readers.
PENDING, RESERVED, SHARED = 0x40000000, 0x40000001, 0x40000002
#: The byte of the -shm file that a writer locks in WAL mode.
WAL_WRITE = 120
#: A lock that is held this long, in seconds, is not one of daily work.
PATIENCE = 2.0
_BUSY, _CORRUPT, _NOT_A_DATABASE, _IO, _CANT_OPEN, _READ_ONLY, _FULL = 5, 11, 26, 10, 14, 8, 13


def probe(look: Look) -> Iterator[Seen]:
    target = yield from config.settle(look)
    if target is None:
        return
    settings = config.filled(look)
    path = file_of(str(settings.get("url") or settings.get("path") or ""))
    if not path:
        yield Seen("path", {"not_applicable": "a database in memory has no file"})
        return
    way = _way.walk(look, path)
    if isinstance(way, str):
        yield Seen("path", {"path": path}, unknown=way)
        return
    yield Seen("path", way.facts())
    if judge("path", way.facts()).outcome != PASS:
        return
    writable = settings.get("writable", True) not in (False, "false")
    access = {**way.facts(), "writable": writable, **_access(look, way)}
    yield Seen("access", access)
    if judge("access", access).outcome == FAIL:
        return
    room = {k: v for k, v in way.facts().items() if k != "parts"}
    yield Seen("space", {**room, "writable": writable, **_space.look(look, way, settings.get("min_free"))})
    yield _open(look, way, writable)


def file_of(address: str) -> str:
    """The file that `sqlite:///relative`, `sqlite:////absolute`, `file:x?mode=ro` or a plain path names.

    Empty for a database in memory.
    """
    _, colon, rest = address.partition("://")
    if colon:
        rest = unquote(rest.partition("?")[0]).partition("/")[2]
    elif address.startswith("file:"):
        rest = unquote(address[5:].partition("?")[0])
    else:
        rest = address
    return "" if rest in ("", ":memory:") or "mode=memory" in address else rest


def _access(look: Look, way: _way.Way) -> dict[str, Any]:
    """The rights on the file and on its directory, where the journal is made."""
    home = os.path.dirname(way.end)
    beside = _way.Way(home, way.prefix, [{"path": home}])

    def act() -> dict[str, Any]:
        return {
            "kernel": _way.kernel_says(way),
            "kernel_home": _way.kernel_says(beside),
            "home": home,
            "beside": _beside(way),
            **_way.limits_of(way, look),
        }

    found, trouble = _way.attempt(look, act)
    return {**(found or {}), **trouble}


def _beside(way: _way.Way) -> list[dict[str, Any]]:
    """The files that SQLite keeps beside the database, where they are there: what the kernel lets us do."""
    ends = [way.end + end for end in ("-wal", "-shm", "-journal")]
    ways = [
        _way.Way(path, way.prefix, [{"path": path}]) for path in ends if os.path.exists(way.prefix + path)
    ]
    return [{"path": one.end, "kernel": _way.kernel_says(one)} for one in ways]


def _open(look: Look, way: _way.Way, writable: bool) -> Seen:
    facts = {**way.facts(), "writable": writable}
    if not way.same:
        person = _rights.person(way.who)
        return Seen("open", {"not_applicable": f"looked as uid {way.uid}, the app runs as {person}"})
    try:
        import sqlite3
    except ImportError:
        return Seen("open", facts, unknown="this Python has no SQLite")
    asked, trouble = _way.attempt(look, lambda: _ask(sqlite3, way.seen_from_here))
    facts.update(_way.limits_of(way, look) if "errno" in trouble else {})
    wait = PATIENCE if writable and (asked or {}).get("code") != _BUSY else 0.0
    held, more = _way.attempt(look, lambda: _held(way.seen_from_here, min(wait, look.stage().left() / 2)))
    return Seen(
        "open", {**facts, **(asked or {}), **trouble, "hung": "hung" in {**trouble, **more}, "held": held}
    )


def _ask(sqlite3: Any, path: str) -> dict[str, Any]:
    """One number of the schema. `immutable` where SQLite would otherwise make files beside the database."""
    mode = "mode=ro&immutable=1" if _would_make_files(path) else "mode=ro"
    started = time.monotonic()
    connection = sqlite3.connect(f"file:{quote(path)}?{mode}", uri=True, timeout=PATIENCE)
    try:
        version = connection.execute("PRAGMA schema_version").fetchone()[0]
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return {"schema_version": version, "seconds": round(time.monotonic() - started, 3)}
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)  # from Python 3.11 on
        return {
            "code": code & 0xFF if code else _code(str(error)),
            "text": str(error)[:200],
            "schema_version": None,
        }
    finally:
        connection.close()


def _would_make_files(path: str) -> bool:
    """In WAL mode even a reader makes -wal and -shm, unless another process has made them already."""
    if os.path.exists(path + "-wal"):
        return False
    if _in_use_here():
        return True
    with open(path, "rb") as file:
        head = file.read(20)
    return head[18:20] == b"\x02\x02"


def _in_use_here() -> bool:
    """True inside an app that itself uses SQLite: there the file must not be opened by hand (locks.py)."""
    inside = sys.modules.get("farhand.embed.process")
    return inside is not None and inside.current() is not None


def _code(text: str) -> int:
    words = {
        "locked": _BUSY,
        "malformed": _CORRUPT,
        "not a database": _NOT_A_DATABASE,
        "disk I/O": _IO,
        "unable to open": _CANT_OPEN,
    }
    return next((code for word, code in words.items() if word in text), 1)


def _held(path: str, seconds: float) -> list[dict[str, Any]]:
    """Locks that one process keeps all this time. Looks twice; the usual case, no lock, waits for nothing."""
    first = _writers(path)
    until = time.monotonic() + seconds
    while first and time.monotonic() < until:
        time.sleep(0.05)
        first = [row for row in first if row in _writers(path)]
    return first


def _writers(path: str) -> list[dict[str, Any]]:
    shared = path + "-shm"
    rows = writers(locks.locks(path), locks.locks(shared) if os.path.exists(shared) else [])
    return [{**row, "program": files.program(row["pid"])} for row in rows]


def writers(on_file: Iterable[locks.Lock], on_shared: Iterable[locks.Lock]) -> list[dict[str, Any]]:
    """Who keeps whom out, by the locks on the file and on its -shm.  Pure."""
    rows: list[dict[str, Any]] = [
        {
            "pid": lock.pid,
            "excludes": "readers" if lock.end >= SHARED and lock.start <= SHARED + 509 else "writers",
        }
        for lock in on_file
        if lock.write and lock.end >= PENDING
    ]
    return rows + [
        {"pid": lock.pid, "excludes": "writers"}
        for lock in on_shared
        if lock.write and lock.start <= WAL_WRITE <= lock.end
    ]


def read(text: str) -> Iterator[Seen]:
    """What the command printed, as the facts that the probe makes."""
    yield from paste.read(text, writers, _code)


def judge(stage: str, facts: Facts) -> Verdict:
    if stage == "path":
        return _way_meaning.judge_path(facts, ("file",))
    if facts.get("hung"):
        return _way_meaning.hangs(facts)
    return {"access": _judge_access, "space": _space.judge, "open": _judge_open}[stage](facts)


def _judge_access(facts: Facts) -> Verdict:
    of_file = directory.judge_rights(facts, "rw" if facts["writable"] else "r")
    closed = _closed_beside(facts)
    if of_file.outcome == PASS and closed:
        person = _rights.person(facts["who"])
        says = f"{closed} is there, as SQLite left it, and {person} may not {_want(facts)} it"
        return _way_meaning.fail("fs.permission", 0.93, says, {**facts, "resolved": closed}, part=closed)
    if of_file.outcome != PASS or not facts["writable"]:
        return of_file
    home = {**facts, "resolved": facts["home"], "parts": facts["parts"][:-1], "kernel": facts["kernel_home"]}
    of_home = directory.judge_rights(home, "wx")
    if of_home.outcome == PASS:
        return Verdict(
            PASS, f"{_rights.person(facts['who'])} may write {facts['path']} and make its journal beside it"
        )
    says = f"{of_home.says}; SQLite makes its journal there, so nothing can be written to {facts['path']}"
    return Verdict(of_home.outcome, says, of_home.findings)


def _closed_beside(facts: Facts) -> str:
    """A -wal, -shm or -journal that this user may not use: somebody opened the database as another user."""
    if not facts["same_user"]:
        return ""
    letters = "rw" if facts["writable"] else "r"
    rows = facts.get("beside", ())
    return next((row["path"] for row in rows if not all(row["kernel"][c] for c in letters)), "")


def _want(facts: Facts) -> str:
    return "read and write" if facts["writable"] else "read"


def _judge_open(facts: Facts) -> Verdict:
    held = facts.get("held") or []
    code = facts.get("code")
    if code == _BUSY or (held and facts["writable"]):
        return _locked(facts, held)
    if code in (_CORRUPT, _NOT_A_DATABASE):
        says = f"{facts['path']} is no whole SQLite database: {facts['text']}"
        return _way_meaning.fail("config.file_invalid", 0.9, says, facts, others=("fs.io_error",))
    if code == _IO:
        return _way_meaning.fail("fs.io_error", 0.7, f"{facts['path']}: {facts['text']}", facts)
    if facts.get("errno") == errno.EACCES:
        why = f"opening it is refused to {_rights.person(facts['who'])}, who may by owner and mode"
        return _way_meaning.above_the_mode(facts, why)  # `access` has looked at owner and mode before
    if facts.get("errno"):
        return _way_meaning.by_errno(facts, facts["errno"], doing="opening it")
    if facts.get("schema_version") is None:
        return Verdict(UNKNOWN, f"{facts['path']} could not be asked: {facts.get('text', 'no answer')}")
    return Verdict(PASS, f"{facts['path']} answers, schema version {facts['schema_version']}")


def _locked(facts: Facts, held: list[Mapping[str, Any]]) -> Verdict:
    row: Mapping[str, Any] = held[0] if held else {}
    program = row.get("program") or "a process that is not visible from here"
    holder = f"process {row['pid']} ({program})" if row.get("pid", -1) > 0 else program
    against = row.get("excludes", "readers")
    says = f"{facts['path']} is locked: {holder} has held the lock against {against} for over two seconds"
    more = {**_way_meaning.params(facts), "pid": row.get("pid", ""), "holder": holder}
    fix = (
        f"See what holds it: fuser -v {facts['path']}*",
        "End that process, if it is a leftover; if it is the app itself, send its log to its maker.",
    )
    return Verdict(FAIL, says, (Finding("db.slow_query", 0.9, says, more, fix=fix),))
