"""Keep a decision, and who has taken it.

farhand case decide "the proxy is opened tonight" --by bob --case acme-7
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from farhand.cli._cases._entries import added, entry_options, masked, opened

ORDER, SUMMARY = 6, "keep a decision, and who has taken it"


def options(parser: ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="what was decided, in quotes")
    parser.add_argument("--by", default="", metavar="ID", help="who has decided (default: who writes)")
    entry_options(parser)


def run(args: Namespace) -> int:
    with opened(args) as case:
        body = {"says": masked(args.text, case), "by": args.by or case.author}
        added(args, case, "decision", body, "the decision is kept")
    return 0
