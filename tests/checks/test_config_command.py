"""The command that looks at the settings alone, and the one for a SQLite file, run for real."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from farhand import commands, judge
from farhand.checks import config, env, sqlite
from farhand.model import App, Command, Dependency, Evidence, Seen, Variable

SHELLS = (("sh",), ("busybox", "sh"))


def run(made: Command, env: Mapping[str, str], shell: tuple[str, ...] = ("sh",)) -> str:
    given = {"PATH": "/usr/bin:/bin", **env}
    done = subprocess.run([*shell], input=made.script, env=given, text=True, capture_output=True, timeout=60,
                          check=False)  # fmt: skip
    return done.stdout + done.stderr


def causes(check: str, rows: list[Seen]) -> list[str]:
    evidence = [Evidence(check, "x", row.stage, row.facts, row.unknown) for row in rows]
    return [finding.cause for result in judge.judge(evidence) for finding in result.findings]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("postgres://app:p%40ss@db.example:5432/x", []),
        (None, ["config.env_missing"]),
        ("postgres://app:pw@db.example:5432/x\r", ["config.value_malformed"]),
        ('"postgres://app:pw@db.example:5432/x"', ["config.value_malformed"]),
        ("postgres://app:pw/w@db.example:5432/x", ["config.url_malformed"]),
        ("postgres://app:pw@db.example:70000/x", ["config.url_malformed"]),
        ("db.example", ["config.url_malformed"]),
    ],
)
def test_settings_alone(value: str | None, found: list[str], shell: tuple[str, ...]) -> None:
    made = config.command("db", {"url": "${DB}", "kind": "postgres"})
    shown = run(made, {} if value is None else {"DB": value}, shell)
    assert causes("config", list(config.read(shown))) == found
    assert "p%40ss" not in shown
    assert "pw" not in shown


def test_other_output_is_not_taken_for_the_settings_alone() -> None:
    assert list(config.read(run(sqlite.command("db", {"path": "/nowhere/x.db"}), {}))) == []


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("whole", []),
        ("cut", ["config.file_invalid"]),
        ("text", ["config.file_invalid"]),
        ("none", ["fs.missing"]),
    ],
)
def test_a_sqlite_file(content: str, found: list[str], shell: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "a b?#%.db"
    if content in ("whole", "cut"):
        with sqlite3.connect(path) as made:
            made.execute("create table t (x)")
            made.executemany("insert into t values (?)", [("y" * 500,) for _ in range(50)])
        made.close()
    if content == "cut":
        path.write_bytes(path.read_bytes()[:5000])
    if content == "text":
        path.write_text("no database at all\n" * 100)
    before = sorted(tmp_path.iterdir())
    rows = list(sqlite.read(run(sqlite.command("db", {"path": str(path)}), {}, shell)))
    assert causes("sqlite", rows) == found
    assert sorted(tmp_path.iterdir()) == before  # nothing was made beside it


@pytest.mark.parametrize("shell", SHELLS)
def test_the_environment_by_its_declaration(shell: tuple[str, ...], tmp_path: Path) -> None:
    variables = (
        Variable("WORKERS", format="int"), Variable("PORT", format="port"),
        Variable("MODE", choices=("a", "b")),
        Variable("KEY", secret=True, pattern="^sk_[a-z]+$"), Variable("CONF", format="path"),
        Variable("DATABASE_URL", required=True, format="url", aliases=("DB_URL",)),
        Variable("LIMIT", format="int"),
    )  # fmt: skip
    need = Dependency("db", "postgres", {"url": "${DATABASE_URL}"})
    app = App("shop", env=variables, dependencies=(need,))
    asked = next(one for one in commands.of_app(app) if one.subject == "env")
    given = {
        "WORKERS": "eight", "PORT": "70000", "MODE": "a", "KEY": "pk_hidden", "CONF": str(tmp_path / "gone"),
        "DB_URL": "postgres://a:hidden@b/c", "LIMIT": "5 # of ten",
    }  # fmt: skip
    shown = run(asked.command, given, shell)
    (seen,) = env.read(shown)
    found = env.judge("env", seen.facts).findings
    named = {name for finding in found for name in finding.params["variables"]}
    assert named == {"WORKERS", "PORT", "KEY", "CONF", "DATABASE_URL", "LIMIT"}
    assert {f.cause for f in found} == {
        "config.env_misnamed", "config.value_malformed", "config.file_missing"
    }  # fmt: skip
    assert "hidden" not in shown
    assert "eight" not in shown
