"""mountinfo, control groups and who a process is, from texts and from this machine."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from farhand.hostfacts import cgroup, files, limits, mounts, timesync, who
from farhand.hostfacts.patience import Hangs, patiently

LINES = r"""
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard
31 27 0:29 / /srv/my\040data ro,nosuid shared:2 master:3 - nfs4 nas:/export/my\040data ro,vers=4.2
32 27 0:30 / /srv rw - tmpfs none rw
garbage
"""


def test_lines_are_read_and_the_longest_mount_wins() -> None:
    there = [m for m in map(mounts.mount_line, LINES.splitlines()) if m]
    assert [m.point for m in there] == ["/", "/srv/my data", "/srv"]
    best = mounts.mount_of("/srv/my data/in", there)
    assert best
    assert (best.source, best.remote, "ro" in best.options) == ("nas:/export/my data", True, True)
    assert mounts.mount_of("/srvx", there) == there[0]


def test_what_hangs_is_given_up() -> None:
    begun = time.monotonic()
    with pytest.raises(Hangs):
        patiently(lambda: time.sleep(5), 0.1)
    assert time.monotonic() - begun < 1.0
    with pytest.raises(FileNotFoundError):
        patiently(lambda: os.stat("/no/such/place"), 1.0)


def test_this_process() -> None:
    ours = who.us()
    assert (ours.uid, ours.gid) == (os.geteuid(), os.getegid())
    assert who.of_process(2**22 + 5) is None
    assert limits.of_process("self")["Max open files"]
    assert limits.thread_starts()


def test_readers_stay_calm_where_there_is_nothing() -> None:
    assert limits.of_process(2**22 + 5) == {}
    assert limits.open_files(2**22 + 5) is None
    assert cgroup.memory(2**22 + 5) == {}
    assert cgroup.pids(2**22 + 5) == {}
    assert cgroup.cpu(2**22 + 5, 0.0) == {}


def test_groups_of_version_two(tmp_path: Path) -> None:
    group = tmp_path / "app"
    group.mkdir()
    texts = {
        "memory.max": "67108864\n",
        "memory.current": "60000000\n",
        "cpu.max": "50000 100000\n",
        "memory.stat": "anon 5\ninactive_file 10000000\nactive_file 0\n",
        "memory.events.local": "oom 3\noom_kill 2\n",
    }
    for name, text in texts.items():
        (group / name).write_text(text)
    row = cgroup._memory(str(group), 2)
    assert (row["limit"], row["used"], row["oom_kills"]) == (67108864, 50000000, 2)
    assert cgroup._cores(str(group), 2) == 0.5
    (group / "memory.max").write_text("max\n")
    assert cgroup._memory(str(group), 2)["limit"] == 0


def test_only_chosen_time_servers_count(tmp_path: Path) -> None:
    (tmp_path / "etc/chrony").mkdir(parents=True)
    (tmp_path / "etc/chrony/chrony.conf").write_text(
        "pool 2.debian.pool.ntp.org iburst\nserver ntp.corp.test\n# server no\n"
    )
    (tmp_path / "etc/systemd").mkdir()
    (tmp_path / "etc/systemd/timesyncd.conf").write_text(
        "[Time]\n#NTP=old.test\nNTP=a.corp.test b.corp.test\n"
    )
    found = [row["server"] for row in timesync.servers(str(tmp_path))]
    assert found == ["ntp.corp.test", "a.corp.test", "b.corp.test"]


def test_a_walk_follows_links_and_ends_loops(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    rows = list(files.walk(f"{tmp_path}/link/../link"))
    assert rows[-1]["path"] == f"{tmp_path}/real"
    (tmp_path / "loop").symlink_to("loop")
    assert list(files.walk(f"{tmp_path}/loop"))[-1]["errno"] == 40
