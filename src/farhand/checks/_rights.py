"""Who may do what with a file: owner, mode, access list, capabilities, as the kernel weighs them.  Pure.

Works on the rows that `hostfacts.files.walk` makes, so that a saved report is judged as a live one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

BITS = {"r": 4, "w": 2, "x": 1}
_USER_OBJ, _USER, _GROUP_OBJ, _GROUP, _MASK, _OTHER = 1, 2, 4, 8, 16, 32
_OVERRIDE, _READ_SEARCH = 1 << 1, 1 << 2
WORDS = {"r": "read", "w": "write to", "x": "pass through"}


def lacks(row: Mapping[str, Any], who: Mapping[str, Any], want: str) -> str:
    """The wanted rights, out of "rwx", that `who` does not have on this row; empty: all are given."""
    return "".join(letter for letter in want if not _granted(row, who, letter))


def _granted(row: Mapping[str, Any], who: Mapping[str, Any], letter: str) -> bool:
    caps = int(who.get("caps") or 0)
    directory = row["kind"] == "directory"
    if caps & _OVERRIDE and (letter != "x" or directory or int(row["mode"], 8) & 0o111):
        return True
    if caps & _READ_SEARCH and (letter == "r" or (letter == "x" and directory)):
        return True
    rights = _by_list(row, who) if row.get("acl") else _by_mode(row, who)
    return any(r & BITS[letter] for r in rights)


def _by_mode(row: Mapping[str, Any], who: Mapping[str, Any]) -> list[int]:
    mode = int(row["mode"], 8)
    if who["uid"] == row["uid"]:
        return [mode >> 6]
    return [mode >> 3] if row["gid"] in groups(who) else [mode]


def _by_list(row: Mapping[str, Any], who: Mapping[str, Any]) -> list[int]:
    entries = [(int(tag), int(perm), int(name)) for tag, perm, name in row["acl"]]
    mask = next((perm for tag, perm, _ in entries if tag == _MASK), 7)
    if who["uid"] == row["uid"]:
        return [perm for tag, perm, _ in entries if tag == _USER_OBJ]
    named = [perm & mask for tag, perm, name in entries if tag == _USER and name == who["uid"]]
    if named:
        return named
    own = groups(who)
    of_groups = [
        perm & mask
        for tag, perm, name in entries
        if (tag == _GROUP_OBJ and row["gid"] in own) or (tag == _GROUP and name in own)
    ]
    return of_groups or [perm for tag, perm, _ in entries if tag == _OTHER]


def groups(who: Mapping[str, Any]) -> set[int]:
    return {int(who["gid"]), *map(int, who.get("groups") or ())}


def denied(
    rows: Sequence[Mapping[str, Any]], who: Mapping[str, Any], want: str
) -> tuple[Mapping[str, Any], str] | None:
    """The first part of the way that denies, and which rights it denies; None where all allow.

    Every directory on the way must let pass (`x`); the last row must allow `want`.
    """
    there = [row for row in rows if "errno" not in row and row["kind"] != "link"]
    for i, row in enumerate(there):
        last = i == len(there) - 1 and "errno" not in rows[-1]
        missing = lacks(row, who, want if last else "x")
        if missing and (last or row["kind"] == "directory"):
            return row, missing
    return None


def person(who: Mapping[str, Any]) -> str:
    """`uid 65534 (nobody)`."""
    name = f" ({who['user']})" if who.get("user") else ""
    return f"uid {who['uid']}{name}"


def owned(row: Mapping[str, Any]) -> str:
    """`belongs to 0:0 (root:root) with mode 0700`, and that there is an access control list."""
    names = (
        f" ({row['user'] or row['uid']}:{row['group'] or row['gid']})"
        if row.get("user") or row.get("group")
        else ""
    )
    more = " and an access control list" if row.get("acl") else ""
    return f"belongs to {row['uid']}:{row['gid']}{names} with mode {row['mode']}{more}"


def verbs(letters: str) -> str:
    return " or ".join(WORDS[letter] for letter in letters)
