"""From what came by mail to the guilty difference, with real servers of two versions."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.mirror.plan import sites
from tests.mirror.postgres import programs

REPRODUCTION = """
import os, psycopg
with psycopg.connect(os.environ["DATABASE_URL"]) as session:
    session.execute("select ('{\\"a\\": 1}'::jsonb)['a']")
"""


def test_a_mail_a_folder_and_the_guilty_difference(tmp_path: Path) -> None:
    sites.app(tmp_path, sites.DECLARATION.partition("[dependencies.cache]")[0])
    (tmp_path / "repro.py").write_text(REPRODUCTION, "utf-8")
    sent = sites.postgres("12.22", max_connections="20", TimeZone="Europe/Berlin", DateStyle="SQL, DMY")
    (tmp_path / "mail.txt").write_text(sent, "utf-8")
    assert farhand(tmp_path, "build", "mail.txt", "-o", "mirror").returncode == 0
    given = [f"--postgres={major}={programs(major)}" for major in (12, 14)]
    command = ["--", sys.executable, "repro.py"]
    done = farhand(tmp_path, "search", "mirror", "--backend", "processes", *given, *command)
    assert done.returncode == 1, done.stderr
    guilty = done.stdout.partition("guilty:")[2]
    assert "database-version" in guilty
    assert "max_connections" not in guilty


def farhand(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "farhand", "mirror", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=250, check=False)
