"""Open a closed case again, and why.

farhand case reopen "it is back since this morning" --case acme-7
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from farhand.case.story import of
from farhand.cli._cases._entries import added, entry_options, masked, opened
from farhand.errors import Mistake

ORDER, SUMMARY = 31, "open a closed case again"


def options(parser: ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="why, in quotes")
    entry_options(parser)


def run(args: Namespace) -> int:
    with opened(args) as case:
        if not of(case.entries()).closed:
            raise Mistake(f"{case.folder}: it is not closed")
        added(args, case, "reopened", {"says": masked(args.text, case)}, "open again")
    return 0
