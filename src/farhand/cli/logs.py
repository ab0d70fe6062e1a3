"""Logs of any size: cut the window that matters, see what broke first, ask for exactly that."""

from __future__ import annotations

from farhand.cli import _logs
from farhand.cli._parts import options_of, run_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

GROUP, SUMMARY = "engineer", "cut a window, see what broke first, ask for exactly that"
PARTS = _logs


def options(parser: ArgumentParser) -> None:
    options_of(_logs, parser)


def run(args: Namespace) -> int:
    return run_of(_logs, args)
