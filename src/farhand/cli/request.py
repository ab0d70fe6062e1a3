"""A question to a site as one signed file, and its answer as another: new, show, run, open."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from farhand.case import Damaged
from farhand.cli import _process, _request
from farhand.cli._parts import options_of, run_of
from farhand.request.model import Refused
from farhand.words import said

GROUP, SUMMARY = "customer", "answer an engineer's request file: show, run; for the engineer: new, open"

REFUSED = 1
PARTS = _request


def options(parser: ArgumentParser) -> None:
    options_of(_request, parser)


def run(args: Namespace) -> int:
    try:
        return run_of(_request, args)
    except (Refused, Damaged) as refused:
        _process.tell(f"farhand request {args.command}: {said(str(refused))}")
        return REFUSED
