"""Every check ends: with all that it has started, whatever it does with signals, in every shell."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.conftest import need_tool
from tests.kit import made

SHELLS = made.SHELLS if os.environ.get("FARHAND_ALL") == "1" else ("dash", "busybox sh", "bash", "ksh93")


def left_running(mark: str) -> list[str]:
    """Processes whose command line holds the mark."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        if f"sleep {mark}" in line and "sh" not in line.split("sleep")[0]:
            found.append(line)
    return found


def remain(mark: str) -> list[str]:
    """Those that are still there when what was killed has had the time to be gone."""
    until = time.monotonic() + 10
    while left_running(mark) and time.monotonic() < until:
        time.sleep(0.05)
    return left_running(mark)


@pytest.mark.parametrize("shell", SHELLS, ids=lambda word: word.replace(" ", "-"))
def test_nothing_is_left_running(shell: str, tmp_path: Path) -> None:
    need_tool(shell.split()[0])
    mark = f"6{os.getpid()}{SHELLS.index(shell)}"
    scripts = {
        "plain": f"echo begun; sleep {mark}",
        "deaf": f"trap '' TERM INT HUP QUIT; echo deaf; sleep {mark}; sleep {mark}",
        "children": f"(sleep {mark} & (sleep {mark}; echo never) & sleep {mark}); echo never",
        "own group": f"setsid sleep {mark}; timeout 900 sleep {mark}",
        "left behind": f"sleep {mark} & echo done",
        "after": "echo still here",
    }
    kit = made.write(tmp_path, scripts, seconds=1)
    ran = made.run(kit, shell=shell)
    found = dict(zip(scripts, made.frames(ran.stdout), strict=True))
    for name in ("plain", "deaf", "children", "own group"):
        assert (found[name].words.get("stopped"), found[name].rc) == ("1", 124), name
        assert found[name].body.endswith("farhand kit: stopped after 1 s")
    assert found["plain"].body.startswith("begun\n")
    assert (found["left behind"].body, found["left behind"].rc) == ("done", 0)
    assert found["after"].body == "still here"
    assert all(frame.sound for frame in found.values())
    assert remain(mark) == []


def test_the_whole_has_an_end_too(tmp_path: Path) -> None:
    kit = made.write(tmp_path, {"one": "sleep 30", "two": "sleep 30", "three": "echo hello"})
    begun = time.monotonic()
    ran = made.run(kit, "--deadline", "2s")
    assert time.monotonic() - begun < 25
    one, two, three = made.frames(ran.stdout)
    assert one.words["stopped"] == "2"
    for frame in (two, three):
        assert (frame.words["skipped"], frame.rc) == ("deadline", 125)
        assert "the time for the whole kit (2 s) was up" in frame.body
    assert ran.stdout.splitlines()[-1].startswith(b"#farhand kit ran=1 skipped=2 ")


@pytest.mark.parametrize("shell", SHELLS, ids=lambda word: word.replace(" ", "-"))
def test_ctrl_c_ends_what_runs(shell: str, tmp_path: Path) -> None:
    need_tool(shell.split()[0])
    mark = f"7{os.getpid()}{SHELLS.index(shell)}"
    kit = made.write(
        tmp_path, {"one": f"echo begun; timeout 900 sleep {mark}", "two": "echo never"}, seconds=60
    )
    process = subprocess.Popen(
        [*made.words(shell), str(kit)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        until = time.monotonic() + 20
        while not left_running(mark) and time.monotonic() < until:
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the whole group
        out, _ = process.communicate(timeout=20)
    finally:
        process.kill()
    assert process.returncode == 130
    assert b"never" not in out
    assert b"interrupted=yes" in out.splitlines()[-1]
    assert remain(mark) == []


@pytest.mark.parametrize("shell", SHELLS, ids=lambda word: word.replace(" ", "-"))
def test_what_is_quick_is_never_called_stopped(shell: str, tmp_path: Path) -> None:
    need_tool(shell.split()[0])
    kit = made.write(tmp_path, {f"quick {n}": "trap ': at the end' EXIT; :" for n in range(40)}, seconds=2)
    found = made.frames(made.run(kit, shell=shell).stdout)
    assert [frame.rc for frame in found] == [0] * 40
