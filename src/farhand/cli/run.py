"""Start a command with Farhand built in, without a change to its code: farhand run -- gunicorn billing:app

A server whose command line names the app (`module:attribute`) gets the same app with Farhand around it.
Into any other Python program Farhand is built at its start: it answers on its socket, but not on the app's
port. This process becomes the command: its number, signals and exit status are those of the command.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from farhand.cli import _process
from farhand.cli._common import config_option
from farhand.cli._servers import Start, understood
from farhand.errors import Mistake

GROUP, SUMMARY = "vendor", "start a command with Farhand built in, without a change to its code"


def options(parser: ArgumentParser) -> None:
    config_option(parser)
    parser.add_argument("--quiet", action="store_true", help="do not say what is done")
    parser.add_argument("command", nargs=argparse.REMAINDER, metavar="-- COMMAND ...", help="what to start")


def run(args: Namespace) -> int:
    words = args.command[1:] if args.command[:1] == ["--"] else args.command
    if not words:
        raise Mistake("say what to start, as in: farhand run -- gunicorn billing:app")
    start = understood(words, os.environ)
    environ = _environment(args, start)
    if not _is_importable(words[0], dict(os.environ)):
        start = Start(words, f"not built in: it is not installed where {words[0]} runs")
        environ = dict(os.environ)
    if not args.quiet:
        _process.tell(f"farhand: {start.says}")
    sys.stdout.flush()
    try:
        os.execvpe(start.words[0], list(start.words), environ)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise Mistake(f"{start.words[0]} cannot be started: {why}") from None


def _environment(args: Namespace, start: Start) -> dict[str, str]:
    environ = {**os.environ, **start.environ}
    if args.config:
        environ["FARHAND_CONFIG"] = str(Path(args.config).absolute())
    if start.folder:
        there = environ.get("PYTHONPATH")
        environ["PYTHONPATH"] = os.pathsep.join([start.folder, there] if there else [start.folder])
    return environ


def _is_importable(program: str, environ: dict[str, str]) -> bool:
    """False where the command's Python is another than this one and has no Farhand."""
    python = _python_of(program)
    if not python or python == sys.executable:
        return True
    try:
        asked = [python, "-c", "import farhand.embed.auto"]
        return (
            subprocess.run(asked, env=environ, capture_output=True, timeout=20, check=False).returncode == 0
        )
    except (OSError, subprocess.SubprocessError):
        return True  # it cannot be started at all: that is said by itself


def _python_of(program: str) -> str:
    """The interpreter of a command: itself, or what the first line of its script names."""
    path = shutil.which(program) or ""
    if os.path.basename(path).startswith("python"):
        return path
    try:
        with open(path, "rb") as file:
            first = file.readline(300).decode("utf-8", "replace").split()
    except OSError:
        return ""
    named = first[0][2:] if first and first[0].startswith("#!") else ""
    return named if os.path.basename(named).startswith("python") else ""
