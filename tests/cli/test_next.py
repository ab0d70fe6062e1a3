"""`farhand next`, as an engineer uses it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from farhand.case import Case

TOML = """
[app]
name = "shop"
[dependencies.database]
kind = "postgres"
url = "postgres://app:made-up-secret@127.0.0.1:5999/shop"
[dependencies.data]
kind = "directory"
path = "/nowhere/at/all"
"""
#: The variable for the password that is written out above.
NAME = "FARHAND_DATABASE_PASSWORD"


def farhand(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """`farhand next` with the declaration of the folder, else with the one above."""
    if not (folder / "farhand.toml").exists():
        (folder / "farhand.toml").write_text(TOML)
    argv = [sys.executable, "-m", "farhand", "next", *words]
    return subprocess.run(argv, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


def document(folder: Path, *words: str) -> dict[str, Any]:
    done = farhand(folder, "--json", *words)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def kinds(folder: Path) -> list[tuple[str, str]]:
    """What was said, asked and answered: not what was thought of it."""
    with Case(folder, "test") as case:
        return [(e.kind, str(e.body.get("id", ""))) for e in case.entries() if e.kind != "finding"]


def test_rows_have_what_was_promised(tmp_path: Path) -> None:
    found = document(tmp_path, "the app is broken")
    assert found["schema"] == "farhand.next/1"
    assert not found["decided"]
    for row in found["next"]:
        assert {"check", "question", "command", "platform", "decides", "minutes", "risk"} <= set(row)
        assert row["means"]
        assert row["minutes"] > 0
    assert len([r for r in found["next"] if r["command"]]) <= 5
    assert sum(r["minutes"] for r in found["next"]) <= 2.0
    assert found["next"][0]["command"] in found["mail"] or "#farhand begin" in found["mail"]


def test_the_printed_commands_run_in_a_shell_and_decide(tmp_path: Path) -> None:
    """What it asks for is run as printed, and fed back."""
    (tmp_path / "farhand.toml").write_text(TOML.replace(":made-up-secret", ""))
    case = ("--case", str(tmp_path / "case"), "--channel", "call")
    for _ in range(6):
        found = document(tmp_path, *case)
        if found["decided"]:
            break
        row = found["next"][0]
        done = subprocess.run(["sh"], input=row["command"], capture_output=True, text=True, check=False)
        assert "#farhand begin" in done.stdout
        with Case(tmp_path / "case", "customer") as kept:
            body = {"id": row["id"], "source": row["id"], "text": done.stdout}
            kept.add("answered", body)
    assert found["decided"]
    roots = {(cause["id"], cause["subject"]) for cause in found["causes"]}
    assert roots & {("fs.missing", "data"), ("tcp.refused", "database")}
    asked = [name for kind, name in kinds(tmp_path / "case") if kind == "asked"]
    assert len(asked) == len(set(asked)) >= 1


def test_a_declined_step_is_kept_and_not_asked_again(tmp_path: Path) -> None:
    case = ("--case", str(tmp_path / "case"), "--channel", "call")
    first = document(tmp_path, "it is broken", *case)["next"][0]["id"]
    second = document(tmp_path, *case, "--declined", first, "security", "says no")["next"][0]["id"]
    assert second != first
    assert kinds(tmp_path / "case") == [
        ("problem", ""),
        ("asked", first),
        ("declined", first),
        ("asked", second),
    ]


def test_what_has_not_come_back_is_not_written_down_twice(tmp_path: Path) -> None:
    case = ("--case", str(tmp_path / "case"))
    assert document(tmp_path, *case)["next"] == document(tmp_path, *case)["next"]
    asked = [name for kind, name in kinds(tmp_path / "case") if kind == "asked"]
    assert len(asked) == len(set(asked))


def test_mistakes_are_told(tmp_path: Path) -> None:
    assert farhand(tmp_path, "--declined", "database").returncode == 2
    done = farhand(tmp_path, "--case", str(tmp_path / "case"), "--declined", "databse")
    assert (done.returncode, done.stdout) == (2, "")
    assert "was not asked" in done.stderr
    assert farhand(tmp_path, "--platform", "mainframe").returncode == 2


def test_no_secret_of_the_declaration_is_printed(tmp_path: Path) -> None:
    for words in ((), ("--json",), ("--channel", "call")):
        assert "made-up-secret" not in farhand(tmp_path, *words).stdout


def test_a_password_of_the_declaration_is_filled_in_where_the_step_runs(tmp_path: Path) -> None:
    found = document(tmp_path, "--channel", "call")["next"][0]
    assert found["id"] == "database"
    env = {"PATH": os.environ["PATH"]}
    without, beside = (_sh(found["command"], {**env, **more}) for more in ({}, {NAME: "made-up-secret"}))
    assert f"{NAME}: is not set, so nothing was looked at" in without
    assert "result=refused" in beside
    assert "made-up-secret" not in beside


def test_a_mail_of_a_case_comes_with_one_file_and_a_line(tmp_path: Path) -> None:
    """The file is written once; each later step, also on a call, is one line with it."""
    case = ("--case", str(tmp_path / "case"))
    mailed = document(tmp_path, "it is broken", *case)
    assert mailed["kit"] == "kit.sh"
    assert "made-up-secret" not in (tmp_path / "case" / "kit.sh").read_text()
    assert len(mailed["mail"]) < 3000
    line = next(row for row in mailed["mail"].splitlines() if row.startswith("sh kit.sh --only "))
    answer = _sh(line, {**os.environ, NAME: "made-up-secret"}, tmp_path / "case")
    begun = [
        row.split("subject=")[1].split()[0] for row in answer.splitlines() if row.startswith("#farhand begin")
    ]
    assert sorted(begun) == sorted(row["id"] for row in mailed["next"] if row["kind"] == "check")
    assert document(tmp_path, *case, "--channel", "call")["next"][0]["command"].startswith(
        "sh kit.sh --only "
    )
    assert [kind for kind, _ in kinds(tmp_path / "case")].count("kit") == 1


def test_a_kit_that_is_declined_is_not_asked_for_again(tmp_path: Path) -> None:
    case = ("--case", str(tmp_path / "case"))
    document(tmp_path, "it is broken", *case)
    found = document(tmp_path, *case, "--declined", "kit", "no files by mail")
    assert not found["kit"]
    assert "#farhand begin" in found["mail"]
    assert not document(tmp_path, *case)["kit"]


def test_a_kit_is_written_where_it_is_told_to_and_nothing_else_is_overwritten(tmp_path: Path) -> None:
    words = ("--channel", "call", "--kit", str(tmp_path / "shop.sh"))
    for _ in range(2):
        assert document(tmp_path, *words)["next"][0]["command"] == "sh shop.sh --only database"
    (tmp_path / "shop.sh").write_text("something else")
    assert farhand(tmp_path, *words).returncode == 2
    assert (tmp_path / "shop.sh").read_text() == "something else"
    assert farhand(tmp_path, "--platform", "serverless", "--kit", str(tmp_path / "k.sh")).returncode == 2


def _sh(script: str, env: dict[str, str], folder: Path = Path()) -> str:
    done = subprocess.run(
        ["sh"], input=script, cwd=folder, env=env, capture_output=True, text=True, timeout=120, check=False
    )
    return done.stdout


def test_files_that_came_back_are_read(tmp_path: Path) -> None:
    (tmp_path / "mail.txt").write_text('psql: FATAL:  database "shop" does not exist\n' * 3)
    found = document(tmp_path, "mail.txt")
    assert any(row["id"] == "postgres.database_missing" for row in [*found["causes"], *found["possible"]])


def test_an_escape_in_what_was_reported_stays_harmless(tmp_path: Path) -> None:
    done = farhand(tmp_path, "FATAL: \x1b]0;x\x07 sorry, too many clients already", "--channel", "call")
    assert "\x1b" not in done.stdout
