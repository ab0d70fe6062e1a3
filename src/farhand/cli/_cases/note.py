"""Keep a sentence in the case: what was said in a call, what somebody has noticed.

farhand case note "they restarted the proxy at noon" --case acme-7
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from farhand.cli._cases._entries import added, entry_options, masked, opened

ORDER, SUMMARY = 5, "keep a sentence in the case"


def options(parser: ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="what is to be kept, in quotes")
    entry_options(parser)


def run(args: Namespace) -> int:
    with opened(args) as case:
        added(args, case, "note", {"says": masked(args.text, case)}, "noted")
    return 0
