"""A directory that the app needs must be there, open to the app's user, and have room.

"Permission denied" and "no space left" are each four different faults with four different owners: a
parent that lets nobody through, a mount made read-only, a label that SELinux does not like, a quota,
inodes. The stages keep them apart: is it there, who may, is there room, does writing really work.
Writing is tried only where the declaration says `writable = true`, with one file of 4 KiB that is
removed at once, and never where the app runs as another user than Farhand: that would prove nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from farhand.checks import _pasted, _rights, _space, _way, _way_command, _way_meaning, config
from farhand.checks._directory.examples import EXAMPLES
from farhand.look import Look
from farhand.model import FAIL, PASS, UNKNOWN, Command, Facts, Seen, Verdict
from farhand.target import shell
from farhand.target.units import size

__all__ = ["EXAMPLES", "OWN", "SETTINGS", "STAGES", "command", "judge", "judge_rights", "probe", "read"]

STAGES = ("config", "path", "access", "space", "write")
OWN = ("path", "access", "space", "write")
SETTINGS = ("path", "writable", "min_free")

#: Bytes of the one file that is written.
TEST_BYTES = 4096


def probe(look: Look) -> Iterator[Seen]:
    target = yield from config.settle(look)
    if target is None:
        return
    settings = config.filled(look)
    path, writable = str(settings.get("path") or ""), _true(settings.get("writable"))
    way = _way.walk(look, path) if path else "the declaration gives no path"
    if isinstance(way, str):
        yield Seen("path", {"path": path}, unknown=way)
        return
    yield Seen("path", way.facts())
    if judge("path", way.facts()).outcome != PASS:
        return
    yield from looked(look, way, writable, settings.get("min_free"))


def looked(look: Look, way: _way.Way, writable: bool, min_free: object) -> Iterator[Seen]:
    """What may be done at the end of a way that leads to a directory: the stages access, space, write."""
    access = {**way.facts(), "writable": writable, **_access(look, way, writable)}
    yield Seen("access", access)
    room = {**_without_parts(way), "writable": writable, **_space.look(look, way, min_free)}
    if judge("access", access).outcome != FAIL:
        yield Seen("space", room)
        yield _write(look, way, writable, room)


def _true(value: object) -> bool:
    return value is True or str(value).lower() in ("true", "1", "yes", "on")


def _without_parts(way: _way.Way) -> dict[str, Any]:
    return {key: value for key, value in way.facts().items() if key != "parts"}


def _access(look: Look, way: _way.Way, writable: bool) -> dict[str, Any]:
    """The kernel's answers for this user, and what may deny above owner and mode."""

    def act() -> dict[str, Any]:
        return {"kernel": _way.kernel_says(way), **_way.limits_of(way, look)}

    found, trouble = _way.attempt(look, act)
    if trouble:
        return trouble
    _, trouble = _way.attempt(look, lambda: _first_name(way.seen_from_here))
    return {**(found or {}), "list_errno": trouble.get("errno"), "hung": "hung" in trouble}


def _first_name(path: str) -> None:
    with os.scandir(path) as entries:
        next(entries, None)


def _write(look: Look, way: _way.Way, writable: bool, room: Mapping[str, Any]) -> Seen:
    person = _rights.person(way.who)
    if not writable:
        return Seen("write", {"not_applicable": "the app only reads here"})
    if look.read_only:
        return Seen(
            "write", {"not_applicable": "--read-only: nothing is written; rights and room are judged above"}
        )
    if not way.same:
        return Seen(
            "write",
            {"not_applicable": f"looked as uid {way.uid}, the app runs as {person}: it would prove nothing"},
        )
    step = ["create"]
    _, trouble = _way.attempt(look, lambda: _write_once(way.seen_from_here, step))
    more = {key: room.get(key) for key in ("total", "available", "inodes", "inodes_free")}
    flags = _way.limits_of(way, look) if trouble else {}
    return Seen("write", {**way.facts(), **more, **flags, "step": step[-1], "bytes": TEST_BYTES, **trouble})


def _write_once(folder: str, step: list[str]) -> None:
    """Create, write, sync, remove. The file is removed whatever happens."""
    name = os.path.join(folder, f".farhand-{os.urandom(8).hex()}")
    handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        step.append("write")
        data = b"Farhand's write test; it may be removed.\n".ljust(TEST_BYTES, b".")
        while data:
            data = data[os.write(handle, data) :]
        step.append("sync")
        os.fsync(handle)
    finally:
        os.close(handle)
        os.unlink(name)
    step.append("done")


def judge(stage: str, facts: Facts) -> Verdict:
    if stage == "path":
        return _way_meaning.judge_path(facts, ("directory",))
    if facts.get("hung"):
        return _way_meaning.hangs(facts)
    return {"access": _judge_access, "space": _space.judge, "write": _judge_write}[stage](facts)


def _judge_access(facts: Facts) -> Verdict:
    return judge_rights(facts, "wx" if facts["writable"] else "x")


def judge_rights(facts: Facts, want: str) -> Verdict:
    """May the app's user do this with what the way leads to? Read-only mounts and flags come first."""
    mount = facts.get("mount") or {}
    if facts.get("errno"):
        return _way_meaning.by_errno(facts, facts["errno"])
    if facts["writable"] and "ro" in mount.get("options", ()):
        return _way_meaning.fail(
            "fs.read_only", 0.95, f"{mount['point']} ({mount['type']}) is mounted read-only", facts
        )
    if facts["writable"] and mount.get("stopped"):
        says = f"{mount['point']} takes no writes since it has met errors ({', '.join(mount['stopped'])})"
        return _way_meaning.fail("fs.io_error", 0.9, says, facts)
    if facts["writable"] and mount.get("made_read_only"):
        says = f"{mount['point']} was mounted for writing and is read-only now, as after errors"
        return _way_meaning.fail("fs.read_only", 0.9, says, facts, others=("fs.io_error",))
    if facts["writable"] and "immutable" in facts.get("flags", ()):
        says = f"{facts['resolved']} is immutable (chattr +i): not even its owner may write"
        return _way_meaning.fail("fs.permission", 0.95, says, facts, part=facts["resolved"], immutable="yes")
    if not facts["same_user"]:
        return _judge_for_another(facts, want)
    return _judge_for_us(facts, want)


def _judge_for_us(facts: Facts, want: str) -> Verdict:
    kernel, person = facts["kernel"], _rights.person(facts["who"])
    listed = facts.get("list_errno")
    if listed and _way_meaning.BY_ERRNO.get(listed, ("",))[0] == "fs.remote":  # then access(2) says no, too
        return _way_meaning.by_errno(facts, listed, doing="listing it")
    if not all(kernel[letter] for letter in want):
        return _way_meaning.judge_denial(facts, want, same=True)
    may_list = not _rights.lacks(facts["parts"][-1], facts["who"], "r")
    if facts.get("list_errno") == 13 and may_list:
        return _way_meaning.above_the_mode(
            facts, f"{person} may not list it, although owner and mode allow it"
        )
    if facts.get("list_errno") not in (None, 1, 13):
        return _way_meaning.by_errno(facts, facts["list_errno"], doing="listing it")
    return Verdict(
        PASS,
        f"{person} may {'write to' if facts['writable'] else 'enter'} {facts['path']}"
        + ("" if kernel["r"] else ", but not list it"),
    )


def _judge_for_another(facts: Facts, want: str) -> Verdict:
    """Looked as one user, the app is another: what we may do proves nothing, owner and mode may decide."""
    who, person = facts["who"], _rights.person(facts["who"])
    looked = f"looked as uid {facts['looked_as']}, the app runs as {person}"
    if not who.get("certain", True):
        open_to_all = not _rights.denied(facts["parts"], {"uid": -1, "gid": -1}, want)
        if open_to_all:
            return Verdict(PASS, f"{facts['path']} is open to every user")
        return Verdict(
            UNKNOWN,
            f"looked as uid {facts['looked_as']}; as whom the app runs is not known: give --pid of the app",
        )
    found = _rights.denied(facts["parts"], who, want)
    if (
        found
        and not who.get("known", True)
        and not _rights.denied(facts["parts"], {**who, "gid": found[0]["gid"]}, want)
    ):
        return Verdict(UNKNOWN, f"{looked}; it depends on that user's groups, which cannot be seen")
    if found:
        return _way_meaning.judge_denial(facts, want, same=False)
    if (facts.get("mount") or {}).get("remote") or (facts.get("confinement") or {}).get("confined"):
        return Verdict(UNKNOWN, f"{looked}; owner and mode would allow it, but not they alone decide here")
    return Verdict(
        PASS,
        f"by owner and mode {person} may {'write to' if 'w' in want else 'enter'} {facts['path']} ({looked})",
    )


def _judge_write(facts: Facts) -> Verdict:
    number = facts.get("errno")
    if number is None:
        return Verdict(PASS, f"wrote, synced and removed {facts['bytes']} bytes in {facts['path']}")
    doing = str(
        {"create": "creating a file", "write": "writing", "sync": "syncing"}.get(facts["step"], "removing it")
    )
    if number == 28:
        return _space.judge_no_space(facts, doing)
    if number in (1, 13):
        return _denied_writing(facts, number, doing)
    if number == 30 and _way_meaning.given_up(facts.get("mount") or {}):
        says = f"{facts['path']} takes no writes although it is mounted for writing, as after errors"
        return _way_meaning.fail("fs.io_error", 0.8, says, facts, others=("fs.read_only",))
    return _way_meaning.by_errno(facts, number, doing=doing)


def _denied_writing(facts: Facts, number: int, doing: str) -> Verdict:
    if {"immutable", "append"} & set(facts.get("flags", ())):
        flag = facts["flags"][0]
        says = f"{facts['resolved']} is {flag}: changing what is in it is refused even to its owner"
        return _way_meaning.fail("fs.permission", 0.95, says, facts, part=facts["resolved"], immutable="yes")
    if _rights.denied(facts["parts"], facts["who"], "wx"):
        return _way_meaning.judge_denial(facts, "wx", same=True)
    person = _rights.person(facts["who"])
    why = f"{doing} is refused to {person}, although owner and mode of every part allow it"
    return (
        _way_meaning.above_the_mode(facts, why)
        if number == 13
        else _way_meaning.by_errno(facts, number, doing=doing)
    )


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    """Owner and mode of every part, the mount, the room, and what this user may do; nothing is written."""
    writable = str(_true(settings.get("writable"))).lower()
    return Command(
        shell.script(
            (
                shell.settle("directory", settings, needs_place=False),
                "p=${set_path-}",
                f"echo 'wants writable={writable} min_free={size(settings.get('min_free')) or 0}'",
                _way_command.FUNCTIONS,
                _way_command.LOOK,
            )
        ),
        why="Is the directory there, may the app's user use it, and is there room?",
        seconds=30,
        prints="owner, group and mode of each folder on the way, the mount, free space, this user's number",
        hides="the names of the files in it",
    )


def read(text: str) -> Iterator[Seen]:
    """That command's output, as the facts that the probe makes."""
    yield from _pasted.directory(text)
