"""Limits that control groups hold: processors and processes, in both versions of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from farhand.errors import Mistake
from farhand.mirror.model import Difference, Plan, Recipe
from farhand.mirror.run import keeper
from farhand.mirror.run.backends import Choices, processes
from farhand.mirror.run.world import world_of
from tests.conftest import need

FORKS = "import subprocess\nheld = [subprocess.Popen(['sleep', '9']) for _ in range(60)]\n"


def limited(name: str, value: str) -> Plan:
    recipe = Recipe("limit", "", name, value)
    return Plan("app", (Difference("limit", "limits", name, value, "unlimited", 0.5, "", recipe),))


@pytest.mark.parametrize(
    ("value", "cores"), [("0.5", 0.5), ("500m", 0.5), ("2", 2.0), ("unlimited", 0.0), ("1m", 0.01)]
)
def test_processors_as_manifests_have_them(value: str, cores: float) -> None:
    assert world_of(limited("cpus", value), ["limit"]).place.cpus == cores


def test_what_is_no_number_of_processors_is_a_mistake() -> None:
    with pytest.raises(Mistake, match="number of processors"):
        world_of(limited("cpus", "half"), ["limit"])


def test_version_2_has_all_in_one_group(tmp_path: Path) -> None:
    (tmp_path / "cgroup.procs").touch()
    found = keeper.control_groups({"memory": 4096, "cpu": 50_000, "pids": 30}, str(tmp_path))
    (group,) = set(found.values())
    texts = {name: Path(group, name).read_text() for name in ("memory.max", "cpu.max", "pids.max")}
    assert texts == {"memory.max": "4096", "cpu.max": "50000 100000", "pids.max": "30"}


def test_version_1_has_a_group_for_each(tmp_path: Path) -> None:
    for name in ("memory", "cpu"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "cgroup.procs").touch()
    found = keeper.control_groups({"memory": 4096, "cpu": 50_000, "pids": 30}, str(tmp_path))
    assert set(found) == {"memory", "cpu"}
    assert Path(found["cpu"], "cpu.cfs_quota_us").read_text() == "50000"
    assert Path(found["memory"], "memory.limit_in_bytes").read_text() == "4096"


def test_root_has_a_limit_of_processes_and_no_group_stays() -> None:
    need(os.geteuid() == 0 and keeper.holds("pids"), "control groups with pids need root")
    running = processes.start(limited("processes", "30"), ["limit"], Choices())
    try:
        done = running.run(["python3", "-c", FORKS], {}, "/", 30)
    finally:
        running.stop()
    assert done.exit
    assert "Resource temporarily unavailable" in done.output
    left = Path("/sys/fs/cgroup").glob("*/farhand-mirror-*")
    assert not [one for one in left if not Path("/proc", one.name.rpartition("-")[2]).exists()]


def test_a_limit_that_cannot_be_held_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "holds", lambda controller: False)
    running = processes.start(limited("cpus", "0.5"), ["limit"], Choices())
    running.stop()
    assert running.notes == (
        "the limit of processors could not be mirrored: it needs root, and control groups with cpu",
    )
