"""Say that what was waited for is done: a change was made, a question needs no answer any more.

farhand case done escalation-1 --case acme-7
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from farhand.case.story import of
from farhand.cli._cases._entries import added, entry_options, opened, waited_for

ORDER, SUMMARY = 8, "what was waited for is done"


def options(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="of what was waited for, as `farhand case status` shows it")
    entry_options(parser)


def run(args: Namespace) -> int:
    with opened(args) as case:
        waited_for(of(case.entries()), args.id)
        added(args, case, "done", {"of": args.id}, f"{args.id}: done")
    return 0
