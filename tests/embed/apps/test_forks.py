"""A process that forks: no warning of threads, no lock inherited, nothing of the parent's kept by a child."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.embed.apps.harness import ROOT

SCRIPT = """
import os, sys, time, warnings
warnings.simplefilter("error")
import farhand
from farhand.embed.process import current
def app(environ, start_response): return []
farhand.install(*([app] if sys.argv[1] == "app" else []))
def file(pid): return current().folder / f"worker-{pid}.json"
def wait(true):
    end = time.monotonic() + 30
    while not true() and time.monotonic() < end: time.sleep(0.05)
    return true()
assert wait(lambda: current().leads)
parent = current().pid
ends, tell = os.pipe()
children = []
for _ in range(3):
    child = os.fork()
    if child == 0:
        os.close(tell)
        there = wait(lambda: current().folder and file(os.getpid()).exists())
        os.read(ends, 1)  # until the parent has looked
        os._exit(0 if there and current().pid == os.getpid() else 3)
    children.append(child)
assert all(wait(lambda: file(child).exists()) for child in children)
print(wait(lambda: file(parent).exists()) if sys.argv[1] == "script" else file(parent).exists())
os.close(tell)
assert [os.waitstatus_to_exitcode(os.waitpid(c, 0)[1]) for c in children] == [0, 0, 0]
print(current().problems)
"""


@pytest.mark.parametrize(("kind", "parent_goes_on"), [("app", "False"), ("script", "True")])
def test_forks_beside_our_thread(tmp_path: Path, kind: str, parent_goes_on: str) -> None:
    (tmp_path / "farhand.toml").write_text('[app]\nname = "app"\n')
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "FARHAND_RUN": str(tmp_path / "r")}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT, kind],
        cwd=tmp_path, env=env, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [parent_goes_on, "[]"]
    assert "Warning" not in done.stderr
