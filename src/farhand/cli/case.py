"""The running record of one problem at one site: who takes part, what was asked, and what it has come to."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from farhand.case import Damaged
from farhand.cli import _cases, _process
from farhand.cli._parts import options_of, run_of

GROUP, SUMMARY = "engineer", "the record of one problem: new, status, show, add, note, export, close"

REFUSED = 1
PARTS = _cases


def options(parser: ArgumentParser) -> None:
    options_of(_cases, parser)


def run(args: Namespace) -> int:
    try:
        return run_of(_cases, args)
    except Damaged as damage:
        _process.tell(f"farhand case {args.command.replace('_', '-')}: {damage}")
        return REFUSED
