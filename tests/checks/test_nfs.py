"""What the check of network file systems makes of facts and odd servers; the real faults are in the lab."""

from __future__ import annotations

import shutil
import struct
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.checks import nfs
from farhand.checks._nfs import judge as means
from farhand.checks._nfs import mounted, talk
from farhand.checks._service import Place
from farhand.deadline import Deadline
from farhand.hostfacts.mounts import mount_line
from farhand.look import Environment, Look
from farhand.model import App, Dependency
from farhand.target import read_target
from farhand.wire import rpc

LINE = "40 25 0:35 / /srv/share rw,relatime - nfs4 files.example:/export rw,vers=4.2,hard,addr=10.1.2.3"


def _look(**settings: Any) -> Look:
    need = Dependency("share", "nfs", settings, timeout=0.5)
    return Look(App("a"), need, Deadline(5), Environment({}, "test"))


def _facts(line: str = LINE, path: str = "/srv/share", **wanted: str) -> dict[str, Any]:
    there = mount_line(line)
    assert there
    return {"path": path, "resolved": path, "mount": {**there.facts(), **mounted.share(there)},
            "wanted": mounted.wanted(wanted)}  # fmt: skip


@pytest.mark.parametrize(
    "bad", [b"", b"\xff" * 100, b"\x80\0\0\4abcd", b"\x80\0\0\x18" + b"\0" * 24, b"HTTP/1.1 400 Bad\r\n"]
)
def test_a_look_at_an_odd_server_ends_with_a_verdict(says: list[bytes], bad: bytes) -> None:
    says[0] = bad
    place = Place("127.0.0.1", "127.0.0.1", int(says[1]))
    rows = list(nfs._words(_look(path="/srv"), place, {"export": "/x", "version": "", "kind": "nfs"}))
    assert rows[0].stage == "rpc"
    assert nfs.judge("rpc", rows[0].facts).outcome in ("fail", "unknown")


def test_an_empty_folder_in_the_place_of_a_share_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    rows = list(nfs.probe(_look(path=str(tmp_path), writable=True)))
    assert [row.stage for row in rows] == ["config", "mount", "dns"]
    verdict = nfs.judge("mount", rows[1].facts)
    assert [finding.cause for finding in verdict.findings] == ["fs.not_mounted"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("wanted", "good"),
    [
        ({"server": "files.example", "export": "/export"}, True),
        ({"server": "FILES.example.", "export": "/export/"}, True),
        ({"server": "files"}, True),
        ({"server": "10.1.2.3"}, True),
        ({"url": "nfs://files.example/export"}, True),
        ({"fstype": "nfs"}, True),
        ({"server": "other.example"}, False),
        ({"server": "10.1.2.4"}, False),
        ({"export": "/archive"}, False),
        ({"fstype": "cifs"}, False),
    ],
)
def test_only_what_certainly_differs_is_another_share(wanted: dict[str, str], good: bool) -> None:
    assert (means.mount(_facts(**wanted)).outcome != "fail") is good


@pytest.mark.parametrize(
    ("export", "good"),
    [("/export", True), ("/export/app", True), ("/export/app/in", True), ("/other", False)],
)
def test_a_folder_below_the_share_may_be_declared(export: str, good: bool) -> None:
    below = LINE.replace(" / /srv", " /app /srv")
    assert (means.mount(_facts(below, "/srv/share/in", export=export)).outcome != "fail") is good


def test_the_line_of_fstab_is_the_nearest_one_and_keeps_no_login() -> None:
    lines = ["#files:/x /srv/share nfs defaults", "files:/a /srv nfs4 ro,vers=3 0 0",
             "/dev/sda1 /srv/share ext4 rw",
             "//host/s /srv/share\\040x cifs username=u,password=hunter2,_netdev 0 0"]  # fmt: skip
    found = mounted.entry(lines, "/srv/share")
    assert found
    assert (found["source"], mounted.version_in(found["options"])) == ("files:/a", "3")
    with_login = mounted.entry(lines, "/srv/share x/in")
    assert with_login
    assert with_login["options"] == ["_netdev"]
    assert mounted.entry(lines, "/var") is None


@pytest.mark.parametrize(
    ("source", "apart"),
    [
        ("files:/export", ("files", "/export")),
        ("[fd00::1]:/export", ("fd00::1", "/export")),
        ("//host/share/in", ("host", "/share/in")),
        ("me@host:dir", ("host", "dir")),
        ("s3fs", ("", "s3fs")),
    ],
)
def test_the_source_of_a_mount_is_a_server_and_a_folder(source: str, apart: tuple[str, str]) -> None:
    assert mounted.apart(source) == apart


def test_the_port_is_the_mounted_the_declared_or_the_usual_one() -> None:
    assert mounted.port(_facts(port="2050"), "nfs") == 2050
    assert mounted.port(_facts(LINE + ",port=20049", port="2050"), "nfs") == 20049
    assert (mounted.port(_facts(), "cifs"), mounted.port(_facts(), "ceph")) == (445, 0)
    assert read_target({"server": "files.example", "fstype": "cifs"}, "nfs").port == 445


def test_calls_that_were_sent_again_are_counted_for_one_mount() -> None:
    lines = ["device a:/x mounted on /a with fstype nfs4 statvers=1.1", "\tage:\t60", "\tper-op statistics",
             "\t        READ: 100 120 2 0 0 0 0 0", "device b:/x mounted on /b with fstype nfs4 statvers=1.1",
             "\tage:\t5", "\tper-op statistics", "\t        READ: 7 7 0 0 0 0 0 0"]  # fmt: skip
    assert mounted.counted(lines, "/a") == {"age_s": 60, "calls": 100, "again": 20, "timeouts": 2}
    facts = {**_facts(), "counts": {"age_s": 60, "calls": 1000, "again": 80, "timeouts": 2}}
    assert means.mount(facts).outcome == "warn"


def _share(uid: int, mode: str = "0755", **told: Any) -> dict[str, Any]:
    part = {"path": "/srv/share", "kind": "directory", "mode": mode, "uid": uid, "gid": 0}
    who = {"uid": 1000, "gid": 1000, "groups": [], "caps": 0, "user": "app", "known": True, "certain": True}
    return {
        **_facts(),
        "parts": [part],
        "hung": False,
        "who": who,
        "looked_as": 1000,
        "same_user": True,
        **told,
    }


def test_an_owner_that_is_not_known_here_is_told() -> None:
    assert nfs.judge("path", _share(65534)).outcome == "warn"
    assert nfs.judge("path", _share(0)).outcome == "pass"
    kernel = {"kernel": {"r": True, "w": False, "x": True}, "writable": True, "flags": [], "confinement": {}}
    denied = nfs.judge("access", _share(65534, **kernel))
    assert [finding.cause for finding in denied.findings] == ["fs.permission"]
    assert "idmapd" in denied.says


def test_a_quota_of_the_server_is_no_room(tmp_path: Path) -> None:
    full = nfs.judge("write", _share(1000, step="write", errno=122, bytes=4096))
    assert [finding.cause for finding in full.findings] == ["fs.full"]


def test_a_call_and_its_answer() -> None:
    made = talk.way("/a/bcde", 7)
    assert struct.unpack(">I", made[:4])[0] == 0x80000000 | len(made) - 4
    accepted = struct.pack(">IIIIII", 5, 1, 0, 0, 0, 0)
    assert rpc.reply(accepted + b"\0\0\0\2").how == "ok"
    assert rpc.reply(struct.pack(">IIIIIIII", 5, 1, 0, 0, 0, 2, 3, 3)) == rpc.Reply(5, "mismatch", 3, 3)
    row = (
        struct.pack(">I", 1) + rpc.text("/export") + struct.pack(">I", 1) + rpc.text("10.0.0.0/8") + b"\0" * 8
    )
    assert rpc.exports(row) == [("/export", ["10.0.0.0/8"])]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_to_their_end(data: bytes) -> None:
    rpc.exports(data)
    for whole in (*rpc.records(data), data):
        try:
            rpc.reply(whole)
        except rpc.NotRpc:
            pass


def test_the_way_that_sh_sends_is_the_one_that_the_probe_sends() -> None:
    made = nfs.command("share", {"path": "/srv/share"}).script
    part = made[made.index("fh_be() {") : made.index("fh_listed() {")]
    for export in ("/a", "/srv/with blank/ü", "//x//abcd/"):
        run = f"{part}\nid() {{ echo 7; }}\nset -f\nfh_compound '{export}'"
        done = subprocess.run(["sh"], input=run.encode(), capture_output=True, check=True)
        assert done.stdout == talk.way(export, 7)


def test_the_command_is_sh_and_says_where_it_connects() -> None:
    made = nfs.command("share", {"path": "/srv/share", "server": "files.example", "writable": True})
    sh = shutil.which("sh") or "sh"
    assert subprocess.run([sh, "-n"], input=made.script.encode(), check=False).returncode == 0
    assert made.connects == ("files.example:2049", "resolver")
