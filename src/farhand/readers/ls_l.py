"""Modes and owners of files: `namei -l`, `ls -l`, `lsattr`, judged for the user that `id` names beside them.

A path that cannot be opened is mostly shut at one of its directories; modes alone say nothing, but with the
user's own numbers beside them it is plain who may pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from farhand.model import Example
from farhand.readers import Part, Sign
from farhand.readers._runs import runs, typed

WORDS = (
    "ermission denied",
    "EACCES",
    "peration not permitted",
    "EPERM",
    "rrno 13",
    "rrno 1",
    "ERMISSION",
    "f: /",
    "drwx",
    "-rw",
    "-r-",
    "uid=",
    "total ",
)
_MODE = r"(?P<mode>[dlbcps-][rwxsStT-]{9})(?P<more>[+.@]?)"
_LS = re.compile(
    rf"^{_MODE}\s+\d+\s+(?P<user>\S+)\s+(?P<group>\S+)\s+(?:\S+:\S+:\S+\s+)?[\d.,]+[KMGT]?"
    rf"\s+.{{5,30}}?\s(?P<name>\S.*)$"
)
_NAMEI = re.compile(rf"^\s*{_MODE}\s+(?P<user>\S+)\s+(?P<group>\S+)\s+(?P<name>\S.*)$")
_NAMEI_HEAD = re.compile(r"^f: (?P<path>/.*)$")
_ID = re.compile(
    r"^uid=(?P<uid>\d+)\((?P<user>[^)]+)\) gid=\d+\((?P<group>[^)]+)\)(?: groups=(?P<groups>\S.*))?"
)
_UNKNOWN = re.compile(r"^[dl?-]\?{9}\s+\?")
_ATTRIBUTES = re.compile(r"^(?P<flags>[a-zA-Z-]{4,22}) (?P<path>\.?/\S.*)$")
_DENIED = re.compile(r"permission denied|\bEACCES\b|operation not permitted|\bEPERM\b|\bErrno 1?3\b", re.I)
_AROUND = 200


@dataclass(frozen=True)
class _User:
    name: str
    groups: frozenset[str]


@dataclass(frozen=True)
class _Entry:
    at: int
    mode: str
    exact: bool  # no access list beyond the mode
    user: str
    group: str
    name: str


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The listing, with a message of a denial near it."""

    def sure(line: str) -> bool:
        return any(p.match(line) for p in (_LS, _NAMEI_HEAD, _ID, _UNKNOWN)) or _is_locked(line)

    def also(line: str) -> bool:
        return bool(
            _NAMEI.match(line)
            or re.match(r"^total \d", line)
            or re.match(r"(?:sudo )?(?:ls|namei|stat|id|lsattr)\b", typed(line))
        )

    for first, end in runs(lines, sure, also, gap=3):
        around = range(max(0, first - _AROUND), min(len(lines), end + _AROUND))
        said = [at for at in around if _DENIED.search(lines[at]) and "/" in lines[at]]
        yield min([first, *said[:1]]), max([end, *(at + 1 for at in said[-1:])])


def _is_locked(line: str) -> bool:
    found = _ATTRIBUTES.match(line)
    return bool(found and "-" in found["flags"] and "i" in found["flags"])


def read(part: Part) -> Iterator[Sign]:
    user = next((u for x in part.lines if (u := _user(x))), None)
    if user and user.name != "root":
        yield from _namei(part.lines, user)
        yield from _listed(part.lines, user)
    yield from _odd(part.lines)


def _user(line: str) -> _User | None:
    found = _ID.match(line)
    if not found:
        return None
    groups = re.findall(r"\(([^)]+)\)", found["groups"] or "")
    return _User("root" if found["uid"] == "0" else found["user"], frozenset([found["group"], *groups]))


def _entry(at: int, found: re.Match[str]) -> _Entry:
    return _Entry(at, found["mode"], found["more"] != "+", found["user"], found["group"], found["name"])


def _may(entry: _Entry, user: _User, what: int) -> bool:
    """Whether the mode lets this user read (0), write (1) or pass (2). The first class that fits decides."""
    begin = 1 if entry.user == user.name else 4 if entry.group in user.groups else 7
    return entry.mode[begin + what] not in "-ST" or not entry.exact or entry.mode[0] == "l"


def _namei(lines: Sequence[str], user: _User) -> Iterator[Sign]:
    """Each directory of a path must let the user pass; the last part must be readable."""
    for at, line in enumerate(lines):
        head = _NAMEI_HEAD.match(line)
        if not head:
            continue
        entries = []
        for below in range(at + 1, len(lines)):
            found = _NAMEI.match(lines[below])
            if not found:
                break
            entries.append(_entry(below, found))
        yield from _path(head["path"], entries, user)


def _path(path: str, entries: Sequence[_Entry], user: _User) -> Iterator[Sign]:
    parts = [p for p in path.split("/") if p]
    for entry in entries[:-1] if len(entries) > 1 else entries:
        if entry.mode[0] == "d" and not _may(entry, user, 2):
            why = (
                f"{user.name} may not pass {entry.name} on the way to {path} ({entry.mode} "
                f"{entry.user}:{entry.group})"
            )
            yield Sign(entry.at, "fs.permission", 0.93, why, params={"path": path})
            return
    last = entries[-1] if len(entries) == len(parts) + 1 else None
    if last and last.mode[0] in "-d" and not _may(last, user, 0):
        why = f"{user.name} may not read {path} ({last.mode} {last.user}:{last.group})"
        yield Sign(last.at, "fs.permission", 0.88, why, params={"path": path})


def _listed(lines: Sequence[str], user: _User) -> Iterator[Sign]:
    """A file of a listing that a message says is denied, and that its mode does deny."""
    said = [(at, x) for at, x in enumerate(lines) if _DENIED.search(x) and "/" in x]
    for at, line in enumerate(lines):
        found = _LS.match(line)
        name = found["name"].rpartition("/")[2] if found else ""
        if not found or len(name) < 3:
            continue
        entry = _entry(at, found)
        where = next((n for n, x in said if re.search(rf"/{re.escape(name)}(?![\w.-])", x)), -1)
        if where >= 0 and not (
            _may(entry, user, 0) and _may(entry, user, 1) and (entry.mode[0] != "d" or _may(entry, user, 2))
        ):
            why = (
                f"{user.name} is denied {name}, and its mode says so ({entry.mode} "
                f"{entry.user}:{entry.group})"
            )
            yield Sign(at, "fs.permission", 0.9, why, params={"path": name}, also=(where,))


def _odd(lines: Sequence[str]) -> Iterator[Sign]:
    denied = any(_DENIED.search(x) for x in lines)
    for at, line in enumerate(lines):
        if _UNKNOWN.match(line):
            cause, weight = ("fs.permission", 0.6) if denied else ("fs.remote", 0.45)
            yield Sign(at, cause, weight, "an entry's mode and owner cannot be read (?????????)")
            return
        if _is_locked(line) and denied:
            path = line.partition(" ")[2]
            yield Sign(
                at,
                "fs.permission",
                0.85,
                f"{path} is locked against changes (attribute i)",
                params={"path": path},
            )
            return


_NAMEI_TEXT = (
    "f: /srv/orders/data.db\ndrwxr-xr-x root root /\ndrwxr-xr-x root root srv\n{} orders\n"
    "-rw-r----- app  app  data.db\n"
)
_ID_TEXT = "uid=1001(orders) gid=1001(orders) groups=1001(orders),27({})\n"
EXAMPLES = (
    Example(
        "a directory on the way is shut",
        pasted="$ namei -l /srv/orders/data.db; id orders\n"
        + _NAMEI_TEXT.format("drwx------ app  app ")
        + _ID_TEXT.format("staff"),
        finds=("fs.permission",),
        source="made after namei of util-linux 2.38",
    ),
    Example(
        "all open to a member of the group",
        pasted=_NAMEI_TEXT.format("drwxr-x--- app  app ") + _ID_TEXT.format("app"),
        outcome="undecided",
        source="made after namei of util-linux 2.38",
    ),
    Example(
        "a listing, the user, and a message",
        pasted="PermissionError: [Errno 13] Permission denied: '/srv/orders/data.db'\n$ ls -l "
        "/srv/orders\ntotal 4\n"
        "-rw------- 1 root root 4096 Nov 20 08:00 data.db\n$ id\nuid=1001(orders) gid=1001(orders) "
        "groups=1001(orders)\n",
        finds=("fs.permission",),
        source="made after ls of coreutils 9.1",
    ),
    Example(
        "a listing alone says nothing",
        pasted="total 8\ndrwx------ 2 root root 4096 Nov 20 08:00 private\n-rw------- 1 root root 4096 "
        "Nov 20 08:00 key.pem\n",
        outcome="undecided",
        source="made after ls of coreutils 9.1",
    ),
    Example(
        "locked against changes",
        pasted="rm: cannot remove '/etc/resolv.conf': Operation not permitted\n----i---------e------- "
        "/etc/resolv.conf\n",
        finds=("fs.permission",),
        source="made after lsattr of e2fsprogs 1.47",
    ),
    Example(
        "root is not bound by modes; cut off",
        pasted=_NAMEI_TEXT.format("drwx------ app  app ") + "uid=0(root) gid=0(root)\n",
        outcome="undecided",
        source="made after namei of util-linux 2.38",
    ),
)
