"""The best known story: the customer has PostgreSQL 12, the vendor tests on 14, one JSON feature is missing.

By the command line, as a person does it: reproduce, search, fix, and keep that in the case.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from farhand.case import Case
from farhand.mirror.model import Difference, Plan, Recipe, as_json
from tests.mirror import postgres
from tests.mirror.run.fault import INNOCENT
from tests.mirror.run.faults import DATABASE, FAULTS

APP = next(fault.app for fault in FAULTS if fault.name == "postgres 12 json")
VERSION = Difference(
    "postgres-version",
    DATABASE,
    "version",
    "12.22",
    "14",
    0.6,
    "",
    Recipe("version", DATABASE, "", "12"),
    Recipe("version", DATABASE, "", "14"),
)


def farhand(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "farhand", "mirror", *words]
    return subprocess.run(argv, cwd=folder, capture_output=True, text=True, timeout=240)


def built(folder: Path, *differences: Difference) -> None:
    (folder / "mirror").mkdir()
    plan = Plan("billing", tuple(differences), ("packages of the customer",), ())
    (folder / "mirror" / "mirror.json").write_text(json.dumps(as_json(plan)))


@pytest.fixture
def programs() -> list[str]:
    return [f"--postgres={major}={postgres.programs(major)}" for major in (12, 14)]


DECLARATION = """
[app]
name = "billing"
[env.STORE]
[dependencies.database]
kind = "postgres"
url = "${STORE}"
tested = ["14"]
"""
#: What the customer sent: two answers of psql, pasted into a mail.
SENT = """
 PostgreSQL 12.22 on x86_64-pc-linux-gnu, compiled by gcc, 64-bit
$ psql
 name | setting
------+------
 max_connections | 20
 server_encoding | UTF8
"""


def test_from_a_mail_to_the_fix(programs: list[str], tmp_path: Path) -> None:
    (tmp_path / "farhand.toml").write_text(DECLARATION)
    (tmp_path / "mail.txt").write_text(SENT)
    (tmp_path / "report.py").write_text(APP.replace("DATABASE_URL", "STORE"))
    command = ["--", sys.executable, "report.py"]
    assert farhand(tmp_path, "build", "mail.txt", "-o", "mirror").returncode == 0

    done = farhand(tmp_path, "search", "mirror", *programs, *command)
    assert done.returncode == 1, done.stderr
    assert (
        "guilty:\n  database-version: postgres:database version: 12.22 at the customer, 14 wh" in done.stdout
    )
    assert "cannot subscript type jsonb" in done.stdout
    following = f"farhand mirror test mirror {' '.join(programs)} --fix database-version -- "
    assert following in done.stdout

    Case(tmp_path / "acme", "someone", True).close()
    fix = ["--fix", "database-version", "--case", "acme"]
    done = farhand(tmp_path, "test", "mirror", *programs, *fix, *command)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "reproduced and fixed in the mirror" in done.stdout
    with Case(tmp_path / "acme", "someone") as case:
        kept = case.entries()[-1]
    assert kept.kind == "decision"
    assert kept.body["mirror"]["recipe"] == ["database-version: postgres:database version = 14 (was 12.22)"]


def zone(weight: float) -> Difference:
    return Difference(
        "zone",
        "time",
        "zone",
        "Asia/Tokyo",
        "UTC",
        weight,
        "",
        Recipe("zone", value="Asia/Tokyo"),
        Recipe("zone", value="UTC"),
    )


SLOW = "import os, sys, time; time.sleep(0.2); sys.exit(3 if os.environ['TZ'] == 'Asia/Tokyo' else 0)"


def search(folder: Path, *words: str) -> dict[str, Any]:
    command = ["--", sys.executable, "-c", SLOW]
    found: dict[str, Any] = json.loads(farhand(folder, "search", "mirror", "--json", *words, *command).stdout)
    return found


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """A folder with a search that was killed in the middle."""
    built(tmp_path, *INNOCENT, zone(0.2))
    words = [sys.executable, "-m", "farhand", "mirror", "search", "mirror", "--", sys.executable, "-c", SLOW]
    process = subprocess.Popen(
        words, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr
    for line in process.stderr:
        if line.startswith("farhand: run 5"):
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stderr.close()
    return tmp_path


def test_a_killed_search_goes_on_where_it_was(killed: Path) -> None:
    found = search(killed)
    assert [one["id"] for one in found["guilty"]] == ["zone"]
    assert found["remembered"] >= 4
    again = search(killed)
    assert (again["runs"], again["guilty"]) == (0, found["guilty"])
    assert search(killed, "--again")["runs"] >= found["runs"]


def test_what_cannot_be_run_says_how_to_have_it(tmp_path: Path) -> None:
    built(tmp_path, VERSION)
    done = farhand(tmp_path, "test", "mirror", "--", "true")
    assert done.returncode == 2 or Path("/usr/lib/postgresql/14").exists()
    assert "--postgres 14=FOLDER" in done.stderr
    assert "--fetch" in done.stderr
    done = farhand(tmp_path, "test", "mirror", "--fix", "nothing", "--", "true")
    assert done.returncode == 2
    assert "the plan has no difference nothing" in done.stderr


def test_a_command_that_fails_everywhere_is_undecided(tmp_path: Path) -> None:
    built(tmp_path, zone(0.9))
    done = farhand(tmp_path, "test", "mirror", "--", "false")
    assert (done.returncode, "it fails in the baseline, too" in done.stdout) == (4, True)
    done = farhand(tmp_path, "search", "mirror", "--", "false")
    assert (done.returncode, "nothing found" in done.stdout) == (4, True)


def test_a_command_out_of_time_is_ended_with_all_it_started(tmp_path: Path) -> None:
    built(tmp_path, zone(0.9))
    began = time.monotonic()
    mark = f"{os.getpid() + 10_000_000}"
    hangs = f'[ "$TZ" = UTC ] || (sleep {mark} & sleep {mark})'
    done = farhand(tmp_path, "test", "mirror", "--timeout", "3s", "--", "sh", "-c", hangs)
    assert "out of time" in done.stdout
    assert done.returncode == 1
    assert time.monotonic() - began < 200
    assert not [name for name in filter(str.isdigit, os.listdir("/proc")) if mark in _words(name)]


def _words(name: str) -> str:
    try:
        return Path(f"/proc/{name}/cmdline").read_text()
    except OSError:
        return ""
