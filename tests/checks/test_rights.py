"""Owner, mode, list and capabilities against the kernel's own answer."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from farhand.checks import _rights
from farhand.hostfacts import files
from tests.conftest import need, need_tool

ASK = """
import os, sys
uid, gid = int(sys.argv[1]), int(sys.argv[2])
os.setgroups([]); os.setgid(gid); os.setuid(uid)
print("".join(c for c, m in (("r", 4), ("w", 2), ("x", 1)) if os.access(sys.argv[3], m)))
"""


def kernel(path: Path, uid: int, gid: int) -> str:
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(uid), str(gid), str(path)], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that others may go into, as those of pytest are not."""
    with tempfile.TemporaryDirectory(dir="/tmp") as place:
        Path(place).chmod(0o755)
        yield Path(place)


@pytest.mark.parametrize("mode", [0o000, 0o700, 0o070, 0o007, 0o750, 0o705, 0o311, 0o777])
@pytest.mark.parametrize(("uid", "gid"), [(65534, 65534), (60001, 60002), (60003, 60001)])
def test_modes(open_place: Path, mode: int, uid: int, gid: int) -> None:
    need(os.getuid() == 0, "only root can look as somebody else")
    place = open_place / "d"
    place.mkdir()
    os.chown(place, 60001, 60002)
    place.chmod(mode)
    row = list(files.walk(str(place)))[-1]
    who = {"uid": uid, "gid": gid, "groups": [], "caps": 0}
    assert "".join(c for c in "rwx" if not _rights.lacks(row, who, c)) == kernel(place, uid, gid)


@pytest.mark.parametrize("rule", ["u:60001:r-x", "g:60002:rwx", "u:60001:rwx,m::r-x", "g:60002:---,o::rwx"])
def test_access_control_lists(open_place: Path, rule: str) -> None:
    need(os.getuid() == 0, "only root can look as somebody else")
    place = open_place / "d"
    place.mkdir(mode=0o770)
    made = subprocess.run([need_tool("setfacl"), "-m", rule, str(place)], check=False)
    need(made.returncode == 0, "no access control lists here")
    row = list(files.walk(str(place)))[-1]
    assert row["acl"]
    for uid, gid in ((60001, 60009), (60009, 60002), (60009, 60009)):
        who = {"uid": uid, "gid": gid, "groups": [], "caps": 0}
        assert "".join(c for c in "rwx" if not _rights.lacks(row, who, c)) == kernel(place, uid, gid)


def test_capabilities_overrule_the_mode() -> None:
    row = {"path": "/d", "kind": "directory", "mode": "0000", "uid": 5, "gid": 5}
    assert _rights.lacks(row, {"uid": 0, "gid": 0, "caps": 0}, "rwx") == "rwx"
    assert _rights.lacks(row, {"uid": 0, "gid": 0, "caps": 1 << 1}, "rwx") == ""
    assert _rights.lacks(row, {"uid": 0, "gid": 0, "caps": 1 << 2}, "rwx") == "w"
