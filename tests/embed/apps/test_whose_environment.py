"""`farhand self-test` looks with the eyes of the app's own process where one is alive."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.embed.apps.harness import ROOT, Served, serve

TOML = """
[app]
name = "app"
[env.ONLY_IN_THE_APP]
required = true
"""


def self_test(app: Served) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "FARHAND_RUN": str(app.run.parent)}
    return subprocess.run(
        [sys.executable, "-m", "farhand", "self-test", "--json", "--only", "env"],
        cwd=app.folder, env=env, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_of_the_first_web_worker_while_the_app_runs(tmp_path: Path) -> None:
    with serve(tmp_path, "flask", 2, toml=TOML, env={"ONLY_IN_THE_APP": "1"}) as app:
        done = self_test(app)
        assert done.returncode == 0, done.stderr
        assert f"process {min(w.pid for w in app.workers())}" in done.stderr
        app.stop()
        after = self_test(app)
        assert after.returncode == 4
        assert "--pid" in json.dumps(json.loads(after.stdout))
