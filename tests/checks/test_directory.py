"""The directory check on real directories, as this user and as judged for another."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from farhand.checks import directory
from farhand.deadline import Deadline
from farhand.hostfacts import mounts
from farhand.look import Environment, Look
from farhand.model import App, Dependency, Seen, Verdict


def look(
    path: object, read_only: bool = False, env: Environment | None = None, **settings: Any
) -> list[Seen]:
    need = Dependency("data", "directory", {"path": str(path), **settings})
    return list(directory.probe(Look(App("x"), need, Deadline(10), env or here(), read_only=read_only)))


def here(**more: Any) -> Environment:
    return Environment({}, "Farhand's own environment", os.getpid(), os.getuid(), **more)


def verdicts(rows: list[Seen]) -> Mapping[str, Verdict]:
    return {
        row.stage: directory.judge(row.stage, row.facts)
        for row in rows
        if row.stage != "config" and not row.unknown and "not_applicable" not in row.facts
    }


def test_a_writable_directory_passes_and_nothing_is_left(tmp_path: Path) -> None:
    said = verdicts(look(tmp_path, writable=True))
    assert {stage: v.outcome for stage, v in said.items()} == dict.fromkeys(
        ("path", "access", "space", "write"), "pass"
    )
    assert list(tmp_path.iterdir()) == []


def test_read_only_writes_nothing(tmp_path: Path) -> None:
    before = tmp_path.stat().st_mtime_ns
    rows = look(tmp_path, read_only=True, writable=True)
    assert "read-only" in rows[-1].facts["not_applicable"]
    assert tmp_path.stat().st_mtime_ns == before


def test_a_directory_that_is_only_read_is_not_written(tmp_path: Path) -> None:
    assert "only reads" in look(tmp_path)[-1].facts["not_applicable"]


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda p: p / "gone" / "data", "gone is not there"),
        (lambda p: _made(p / "file", "x"), "is a file"),
        (lambda p: _made(p / "file", "x") / "data", "file is a file, not a directory"),
        (lambda p: _link(p / "link", p / "nowhere"), "link to"),
        (lambda p: _link(p / "loop", p / "loop"), "leads back to itself"),
    ],
)
def test_what_is_not_there_is_named(tmp_path: Path, make: Any, says: str) -> None:
    verdict = verdicts(look(make(tmp_path)))["path"]
    assert [f.cause for f in verdict.findings] == ["fs.missing"]
    assert says in verdict.says


def _made(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def _link(path: Path, target: Path) -> Path:
    path.symlink_to(target)
    return path


def test_a_relative_path_begins_where_the_app_runs(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    rows = look("data", env=here(cwd=str(tmp_path)))
    assert rows[1].facts["resolved"] == str((tmp_path / "data").resolve())


def test_too_little_room_is_told_in_figures(tmp_path: Path) -> None:
    verdict = verdicts(look(tmp_path, min_free="900TiB"))["space"]
    assert [f.cause for f in verdict.findings] == ["fs.full"]
    assert "900" in verdict.says


def facts(mode: str = "0755", owner: int = 0, writable: bool = True, **more: Any) -> dict[str, Any]:
    """A directory below a root that all may pass, seen as root for an app with uid 1000."""
    part = {"user": "", "group": "", "gid": 0}
    return {
        "path": "/data",
        "resolved": "/data",
        "writable": writable,
        "looked_as": 0,
        "same_user": False,
        "flags": [],
        "confinement": {},
        "mount": {"point": "/", "type": "ext4", "source": "/dev/sda", "options": ["rw"]},
        "parts": [
            {"path": "/", "kind": "directory", "mode": "0755", "uid": 0, **part},
            {"path": "/data", "kind": "directory", "mode": mode, "uid": owner, **part},
        ],
        "who": {
            "uid": 1000,
            "gid": 1000,
            "groups": [],
            "caps": 0,
            "user": "app",
            "known": True,
            "certain": True,
        },
        **more,
    }


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (facts("0755"), "fail"),
        (facts("0777"), "pass"),
        (facts("0700", owner=1000), "pass"),
        (facts("0755", writable=False), "pass"),
        (facts("0777", confinement={"confined": True}), "unknown"),
        (facts("0777", mount={"type": "nfs4", "remote": True, "options": []}), "unknown"),
        (facts("0775", who={"uid": 1000, "gid": -1, "caps": 0, "known": False, "certain": True}), "unknown"),
        (facts("0755", who={"uid": 0, "gid": 0, "caps": 0, "known": True, "certain": False}), "unknown"),
        (facts("0777", who={"uid": 0, "gid": 0, "caps": 0, "known": True, "certain": False}), "pass"),
    ],
)
def test_roots_own_success_proves_nothing_for_the_app(given: dict[str, Any], outcome: str) -> None:
    assert directory.judge("access", given).outcome == outcome


def test_what_hangs_on_a_file_server_is_the_server() -> None:
    row = facts(
        hung=True, mount={"type": "nfs4", "remote": True, "source": "nas:/x", "point": "/data", "options": []}
    )
    assert [f.cause for f in directory.judge("path", row).findings] == ["fs.remote"]


@pytest.mark.parametrize(
    ("number", "cause"),
    [
        (28, "fs.full"),
        (122, "fs.full"),
        (5, "fs.io_error"),
        (116, "fs.remote"),
        (27, "limits.file_size"),
    ],
)
def test_error_numbers_of_writing(number: int, cause: str) -> None:
    row = facts("0777", errno=number, step="write", bytes=4096)
    assert [f.cause for f in directory.judge("write", row).findings] == [cause]


@pytest.mark.parametrize(
    ("options", "made_read_only", "cause"),
    [(["ro"], False, "fs.read_only"), (["rw"], True, "fs.read_only"), (["rw"], False, "fs.io_error")],
)
def test_a_mount_for_writing_that_takes_no_writes_has_met_errors(
    options: list[str], made_read_only: bool, cause: str
) -> None:
    mount = {"type": "ext4", "point": "/data", "options": options, "made_read_only": made_read_only}
    row = facts("0777", errno=30, step="create", bytes=4096, mount=mount)
    assert [f.cause for f in directory.judge("write", row).findings] == [cause]


def test_a_file_system_that_says_itself_that_it_has_stopped() -> None:
    line = "40 27 8:1 / /data rw - ext4 /dev/sdb rw,errors=remount-ro,emergency_ro"
    mount = mounts.mount_line(line)
    assert mount
    verdict = directory.judge("access", facts("0777", mount=mount.facts()))
    assert [f.cause for f in verdict.findings] == ["fs.io_error"]


def test_no_space_with_free_blocks_and_no_inode_is_inodes() -> None:
    room = {"total": 1 << 30, "free": 1 << 29, "available": 1 << 29, "inodes": 100, "inodes_free": 0}
    row = facts("0777", errno=28, step="create", bytes=4096, **room)
    assert [f.cause for f in directory.judge("write", row).findings] == ["fs.inodes"]


def test_the_command_is_read_back(tmp_path: Path) -> None:
    import subprocess

    text = directory.command("data", {"path": str(tmp_path), "writable": True, "min_free": "900TiB"}).script
    shown = subprocess.run(["sh"], input=text, capture_output=True, text=True, timeout=20, check=False).stdout
    said = {
        row.stage: directory.judge(row.stage, row.facts).outcome
        for row in directory.read(shown)
        if row.stage in ("path", "access", "space")
    }
    assert said == {"path": "pass", "access": "pass", "space": "fail"}
    gone = directory.command("data", {"path": str(tmp_path / "gone")}).script
    shown = subprocess.run(["sh"], input=gone, capture_output=True, text=True, timeout=20, check=False).stdout
    path = next(row for row in directory.read(shown) if row.stage == "path")
    assert [f.cause for f in directory.judge("path", path.facts).findings] == ["fs.missing"]


@pytest.mark.parametrize(
    ("mount", "said"),
    [
        ("mountinfo 23 21 98:0 / /run/data rw,relatime - ext4 /dev/ubda rw,quota,usrquota", "quota"),
        ("mount /run/data /dev/sdb xfs rw,relatime,prjquota", "quota"),
        ("mountinfo 23 21 98:0 / /run/data rw,relatime - ext4 /dev/ubda rw", ""),
        ("mountinfo 23 21 98:0 / /run/data rw,relatime - xfs /dev/sdb rw,noquota", ""),
    ],
)
def test_where_quotas_are_kept_a_command_does_not_say_that_there_is_room(mount: str, said: str) -> None:
    text = (
        "path /run/data\nwants writable=true min_free=0\nid 65534 65534\nwhole /run/data\n"
        f"part 41ff 0 0 /run/data\nresolved /run/data\n{mount}\nmay r\nmay w\nmay x\n"
    )
    write = next(row for row in directory.read(text) if row.stage == "write")
    assert said in write.unknown
    assert bool(write.unknown) == bool(said)
