"""What a person may ask a kit for, and what wrong words lead to."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.kit import made

SCRIPTS = {
    "clock": "echo tick",
    "database": "echo 'it''s'; cat <<'X'\n  $HOME\nX",
    "payments api": "echo paid",
}


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    return made.write(tmp_path, SCRIPTS)


def test_list_names_every_check_with_its_reason_and_runs_none(kit: Path) -> None:
    lines = made.run(kit, "--list").stdout.decode().splitlines()
    assert [line.split()[:2] for line in lines] == [["1", "clock"], ["2", "database"], ["3", "payments_api"]]
    assert lines[1] == "  2  database (tcp, at most 10 s)  why database is asked"


def test_dry_run_shows_each_script_as_it_is_run(kit: Path) -> None:
    shown = made.run(kit, "--dry-run", "--only", "database").stdout.decode()
    assert shown == f"# ==== 2 database tcp\n{SCRIPTS['database']}\n"
    assert made.run(kit, "--dry-run", "--skip", "2").stdout.decode().count("# ====") == 2


@pytest.mark.parametrize(
    ("words", "ran"),
    [
        (["--only", "database"], ["database"]),
        (["--only=1,payments_api"], ["clock", "payments%20api"]),
        (["--only", "3", "--only", "1"], ["clock", "payments%20api"]),
        (["--only", "tcp"], ["clock", "database", "payments%20api"]),
        (["--skip", "clock,database"], ["payments%20api"]),
    ],
)
def test_only_and_skip(kit: Path, words: list[str], ran: list[str]) -> None:
    frames = made.frames(made.run(kit, *words).stdout)
    assert [f.words["subject"] for f in frames if "skipped" not in f.words] == ran


def test_what_is_declined_has_a_frame_that_says_so(kit: Path) -> None:
    ran = made.run(kit, "--skip", "database")
    (declined,) = [f for f in made.frames(ran.stdout) if "skipped" in f.words]
    assert (declined.words["subject"], declined.words["skipped"], declined.rc) == (
        "database",
        "declined",
        125,
    )
    assert declined.sound
    assert ran.stdout.splitlines()[-1].startswith(b"#farhand kit ran=2 skipped=1 ")


@pytest.mark.parametrize(
    "words",
    [
        ["--only", "nope"],
        ["--only"],
        ["--what"],
        ["database"],
        ["--deadline", "soon"],
        ["--deadline", "1h30"],
        ["--deadline", "-5"],
        ["--pid", "1; id"],
        ["--pid", "99999999999"],
        ["--platform", "mainframe"],
        ["--target", "-rf"],
        ["--target", "a b"],
        ["--target", "$(id)"],
        ["--skip", "*"],
    ],
)
def test_wrong_words_are_told_and_nothing_is_run(kit: Path, words: list[str], tmp_path: Path) -> None:
    ran = made.run(kit, *words)
    assert ran.returncode == 2
    assert ran.stdout == b""
    assert ran.stderr.startswith(b"farhand kit: ")
    assert b"usage: sh kit.sh" in ran.stderr


def test_help_is_the_top_of_the_file(kit: Path) -> None:
    shown = made.run(kit, "--help").stdout.decode()
    assert shown.startswith("Questions to the surroundings of billing 2.4.1.")
    assert "sh kit.sh --dry-run" in shown
    assert "kit_id" not in shown


def test_a_process_lends_its_declared_variables_and_no_other(tmp_path: Path) -> None:
    script = 'echo "$REGION|$HTTPS_PROXY|${NO_PROXY-unset}|$PID"; echo "$DATABASE_URL"; env | grep -ci other'
    kit = made.write(tmp_path, {"one": script})
    env = {"PATH": os.environ["PATH"], "REGION": "two\nlines", "HTTPS_PROXY": "http://p:1", "OTHER": "x"}
    env["DATABASE_URL"] = "postgres://u:geheim99@db/x"
    app = subprocess.Popen(["sleep", "60"], env=env)
    try:
        mine = {"REGION": "mine", "NO_PROXY": "mine"}
        ran = made.run(kit, "--pid", str(app.pid), "--here", env=mine)
    finally:
        app.kill()
        app.wait()
    (frame,) = made.frames(ran.stdout)
    assert frame.body == f"two\nlines|http://p:1|unset|{app.pid}\n<secret>\n0"
    assert frame.words["env"] == "process"


def test_who_may_not_look_at_a_process_is_told(kit: Path) -> None:
    ran = subprocess.run(
        ["setpriv", "--reuid", "65534", "--clear-groups", "sh", "-s", "--", "--pid", "1"],
        input=kit.read_bytes(), capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    if os.getuid() == 0:
        assert ran.returncode == 2
        assert b"cannot be looked at as" in ran.stderr
