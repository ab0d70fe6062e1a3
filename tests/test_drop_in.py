"""Adding a check is adding a file: it appears in the plan, the run, the declaration and the pages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

CHECK = '''
"""Does the moon answer?

It is asked because nothing else was at hand.
"""
from farhand.model import FAIL, Example, Finding, Seen, Verdict

STAGES = ("moon",)
SETTINGS = ("phase",)

def probe(look):
    yield Seen("moon", {"phase": look.need.settings.get("phase")})

def judge(stage, facts):
    if facts["phase"] == "new":
        return Verdict(FAIL, "the moon is dark", (Finding("app.bug", 0.8, "the phase is new"),))
    return Verdict("pass", "the moon shines")

EXAMPLES = (Example("dark", "moon", {"phase": "new"}, finds=("app.bug",), source="run"),)
'''

DECLARATION = """
[app]
name = "tides"
[dependencies.sky]
kind = "moon"
phase = "new"
"""


def farhand(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    (folder / "checks").mkdir(exist_ok=True)
    (folder / "checks" / "moon.py").write_text(CHECK)
    (folder / "farhand.toml").write_text(DECLARATION)
    env = {**os.environ, "FARHAND_CHECKS": str(folder / "checks")}
    return subprocess.run(
        [sys.executable, "-m", "farhand", *words],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_is_run_judged_and_diagnosed(tmp_path: Path) -> None:
    done = farhand(tmp_path, "self-test", "--json", "--only", "sky")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert report["results"][0]["says"] == "the moon is dark"
    assert report["causes"][0]["id"] == "app.bug"
    assert report["causes"][0]["owner"] == "vendor-engineering"


def test_it_is_in_the_plan_and_valid_in_the_declaration(tmp_path: Path) -> None:
    assert "moon" in farhand(tmp_path, "self-test", "--plan").stdout
    assert farhand(tmp_path, "validate").returncode == 0


def test_without_the_folder_it_is_unknown_and_says_so(tmp_path: Path) -> None:
    farhand(tmp_path, "validate")
    env = {k: v for k, v in os.environ.items() if k != "FARHAND_CHECKS"}
    done = subprocess.run(
        [sys.executable, "-m", "farhand", "self-test", "--json", "--only", "sky"],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 4
    assert "no check named 'moon'" in done.stdout
