"""The self-test as a command of the app's own, where no server runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path

import pytest

from farhand.cli import parser_for
from farhand.embed import command
from tests.embed.apps.harness import ROOT

TOML = """
[app]
name = "shop"
[env.QUEUE]
required = true
format = "path"
[dependencies.queue]
kind = "directory"
path = "${QUEUE}"
"""
ARGPARSE = """
import argparse, farhand
parser = argparse.ArgumentParser()
commands = parser.add_subparsers(required=True)
farhand.self_test_command(commands)
args = parser.parse_args()
args.func(args)
"""
CLICK = """
import click, farhand
@click.group()
def cli(): pass
farhand.self_test_command(cli)
cli()
"""
CLICK_ALONE = """
import click, farhand
@click.group()
def cli(): pass
cli.add_command(farhand.self_test_command())
cli()
"""
TYPER = """
import typer, farhand
app = typer.Typer()
farhand.self_test_command(app)
@app.command()
def other(): pass
app()
"""
DJANGO = """
import os, sys
import django
from django.conf import settings
from django.core.management import execute_from_command_line
settings.configure(INSTALLED_APPS=["farhand.embed.django"], SECRET_KEY="x")
sys.argv[1:1] = ["farhand"]
execute_from_command_line(sys.argv)
"""
FLASK = """
import sys
from flask import Flask
from flask.cli import FlaskGroup
sys.argv[1:1] = ["farhand"]
FlaskGroup(create_app=lambda: Flask("x"))()
"""
PROGRAMS = {
    "argparse": ARGPARSE,
    "click": CLICK,
    "click-alone": CLICK_ALONE,
    "typer": TYPER,
    "django": DJANGO,
    "flask": FLASK,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "farhand.toml").write_text(TOML)
    info = tmp_path / "installed-1.dist-info"  # Flask finds Farhand's command by the entry point
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: installed\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[flask.commands]\nfarhand = farhand.embed.flask_command:group\n")
    return tmp_path


def run(folder: Path, program: str, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    (folder / "manage.py").write_text(PROGRAMS[program])
    whole = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{folder}", **env}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=folder, env=whole, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("program", PROGRAMS)
def test_it_runs_in_the_app_s_own_environment(folder: Path, program: str) -> None:
    only = ("--only", "queue", "--only", "env")
    fine = run(folder, program, "self-test", "--json", *only, QUEUE=str(folder))
    assert fine.returncode == 0, fine.stderr
    assert json.loads(fine.stdout)["verdict"] == "healthy"
    missing = run(folder, program, "self-test", "--json", *only)
    assert missing.returncode == 1, missing.stderr
    assert json.loads(missing.stdout)["causes"][0]["id"] == "config.env_missing"


@pytest.mark.parametrize("program", PROGRAMS)
def test_plan_quiet_and_wrong_usage(folder: Path, program: str) -> None:
    plan = run(folder, program, "self-test", "--plan", "--json", "--skip", "clock")
    assert "queue" in {row["subject"] for row in json.loads(plan.stdout)["steps"]}
    quiet = run(folder, program, "self-test", "--quiet", "--only", "env", QUEUE="/tmp")
    assert (quiet.returncode, quiet.stdout) == (0, "")
    assert run(folder, program, "self-test", "--only", "nothing").returncode == 2
    assert run(folder, program, "self-test", "--nonsense").returncode == 2


@pytest.mark.parametrize("program", ["django", "flask"])
def test_all_commands_are_there(folder: Path, program: str) -> None:
    assert "env-template" in run(folder, program, "help").stdout
    assert "QUEUE=" in run(folder, program, "env-template").stdout
    assert run(folder, program, "no-such-command").returncode == 2


def test_its_options_are_those_of_the_command_line() -> None:
    known = {o: a for a in parser_for("self-test")._actions for o in a.option_strings}
    for option, valued, _, _ in command.OPTIONS:
        assert (known[option].nargs != 0) == valued, option


def test_argparse_gets_a_parser_and_what_is_unknown_is_refused() -> None:
    added = command.self_test_command(ArgumentParser().add_subparsers(), name="doctor")
    assert added.parse_args(["--only", "a", "--only", "b"]).only == ["a", "b"]
    with pytest.raises(TypeError, match="none of"):
        command.self_test_command(object())


@pytest.mark.parametrize(
    ("argv", "child", "serves"),
    [
        (["/usr/bin/gunicorn", "shop"], "", True),
        (["/x/celery/__main__.py", "worker"], "", True),
        (["manage.py", "migrate"], "", False),
        (["manage.py", "runserver"], "", False),
        (["manage.py", "runserver"], "true", True),
        (["manage.py", "runserver", "--noreload"], "", True),
        (["/x/pytest/__main__.py"], "", False),
        (["manage.py"], "", False),
        (["manage.py", "farhand", "self-test"], "", False),
    ],
)
def test_which_processes_of_a_django_project_serve(argv: list[str], child: str, serves: bool) -> None:
    from farhand.embed.django import apps

    assert apps.serves(argv, child) is serves


def test_the_programs_of_the_guide_run(tmp_path: Path) -> None:
    from tests.test_docs import blocks

    for _, name, text in blocks(ROOT / "docs" / "guides" / "in-app.md"):
        if name:
            (tmp_path / name).write_text(text)
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "FARHAND_RUN": str(tmp_path / "r")}
    for words in (["-c", "import app; assert app.app.title"], ["cli.py", "self-test", "--plan", "--json"]):
        done = subprocess.run(
            [sys.executable, *words], cwd=tmp_path, env=env, capture_output=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
