"""The host check here, and what odd hosts would mean."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest

from farhand.checks import host
from farhand.deadline import Deadline
from farhand.look import Environment, Look
from farhand.model import App, Dependency, Verdict


def look(pid: int | None = None, **values: str) -> dict[str, Verdict]:
    env = Environment(values, "test", pid or os.getpid(), os.getuid())
    rows = host.probe(Look(App("x"), Dependency("host", "host"), Deadline(10), env))
    return {row.stage: host.judge(row.stage, row.facts) for row in rows}


def causes(verdict: Verdict) -> list[str]:
    return [f.cause for f in verdict.findings]


def test_this_machine_is_well() -> None:
    assert {stage: causes(v) for stage, v in look().items()} == {key: [] for key in host.STAGES}


def test_a_process_near_its_limit_of_files() -> None:
    work = "import os; kept = [os.open('/dev/null', 0) for _ in range(90)]; print(1, flush=True); input()"
    argv = ["prlimit", "--nofile=96", sys.executable, "-c", work]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as app:
        assert app.stdout
        app.stdout.readline()
        said = look(app.pid)["limits"]
        app.kill()
    assert causes(said) == ["limits.files"]
    assert "of the 96 files" in said.says


def place(role: str = "root", **more: Any) -> dict[str, Any]:
    mount = {"point": "/", "type": "ext4", "source": "/dev/sda1", "options": ["rw"], "remote": False}
    room = {
        "total": 100 << 30,
        "free": 50 << 30,
        "available": 50 << 30,
        "inodes": 1000,
        "inodes_free": 500,
        "read_only": 0,
    }
    return {"path": "/", "role": role, "mount": mount, **room, **more}


@pytest.mark.parametrize(
    ("row", "outcome", "found"),
    [
        (place(), "pass", []),
        (place(available=0, free=0), "fail", ["fs.full"]),
        (place(available=0, free=5 << 30), "fail", ["fs.full"]),  # only root's reserve is left
        (place(inodes_free=0), "fail", ["fs.inodes"]),
        (place(inodes=0, inodes_free=0), "pass", []),  # btrfs has no fixed number
        (place(available=2 << 30, free=2 << 30), "warn", []),
        (place(total=100 << 40, available=4 << 40, free=4 << 40), "pass", []),  # 4 % of a large disk is a lot
        (place(available=0, free=0, read_only=1), "pass", []),
        (
            place(available=0, free=0, mount={"type": "squashfs", "source": "/dev/loop3", "options": ["ro"]}),
            "pass",
            [],
        ),
        (place(total=0, free=0, available=0), "pass", []),
    ],
)
def test_only_what_has_run_out_is_a_fault(row: dict[str, Any], outcome: str, found: list[str]) -> None:
    verdict = host.judge("disk", {"places": [row], "tmpdir": "", "temporary": []})
    assert (verdict.outcome, causes(verdict)) == (outcome, found)


def memory(**more: Any) -> dict[str, Any]:
    group = {
        "limit": 1 << 30,
        "used": 100 << 20,
        "oom_kills": 0,
        "own_limit": True,
        "folder": "/sys/fs/cgroup",
        **more,
    }
    return {
        "total": 8 << 30,
        "available": 4 << 30,
        "group": group,
        "own_group": True,
        "app": True,
        "pid": 7,
        "address_space": {},
    }


@pytest.mark.parametrize(
    ("facts", "outcome", "found"),
    [
        (memory(), "pass", []),
        (memory(oom_kills=2), "fail", ["memory.oom_killed"]),
        (memory(oom_kills=2, own_limit=False, limit=0), "warn", []),
        (memory(oom_kills=2, own_limit=False), "fail", ["memory.oom_killed"]),  # the limit of a group above
        (memory(used=1 << 30), "warn", ["memory.exhausted"]),
        ({**memory(), "available": 100 << 20}, "warn", []),
        ({**memory(), "address_space": {"limit": 1 << 30, "used": 1 << 30}}, "fail", ["memory.exhausted"]),
        ({"pid": 7, "group": {}, "address_space": {}}, "pass", []),
    ],
)
def test_memory(facts: dict[str, Any], outcome: str, found: list[str]) -> None:
    verdict = host.judge("memory", facts)
    assert (verdict.outcome, causes(verdict)) == (outcome, found)


def test_what_farhand_uses_itself_is_not_held_against_the_app() -> None:
    group = {"cores": 0.1, "periods": 2, "throttled": 2, "used_s": 0.02, "own_s": 0.019, "folder": "/x"}
    facts = {"group": group, "pressure": {}, "cpus": 2}
    assert causes(host.judge("cpu", facts)) == []
    assert causes(host.judge("cpu", {**facts, "group": {**group, "own_s": 0.0}})) == ["limits.cpu"]


def test_the_command_is_read_back() -> None:
    text = host.command("host", {}).script
    shown = subprocess.run(["sh"], input=text, capture_output=True, text=True, timeout=20, check=False).stdout
    # What the kernel of this machine has ended for memory, for other tests too, is no matter here.
    shown = "\n".join(line for line in shown.splitlines() if not line.startswith("kernel "))
    said = {row.stage: causes(host.judge(row.stage, row.facts)) for row in host.read(shown)}
    assert said == {"disk": [], "memory": [], "limits": [], "cpu": []}


@pytest.mark.parametrize(("number", "limit"), [(24, "max_user_instances"), (28, "max_user_watches")])
def test_watches_that_are_used_up_only_warn(number: int, limit: str) -> None:
    facts = {"pid": 1, "files": {}, "processes": {"user": {"uid": 5}}, "watch_errno": number}
    verdict = host.judge("limits", facts)
    assert (verdict.outcome, causes(verdict)) == ("warn", ["limits.kernel"])
    assert limit in verdict.says


@pytest.mark.parametrize("number", [0, None, 1, 38])
def test_what_is_no_lack_of_watches(number: int | None) -> None:
    facts = {"pid": 1, "files": {}, "processes": {}, "watch_errno": number}
    assert host.judge("limits", facts).outcome == "pass"
