"""Keep that somebody agrees to a step that needs it.

Where data must stay at the site, files are attached only after somebody there has agreed to that.

  farhand case approve api "security agrees, ticket 4711" --case acme-7
  farhand case approve map.residency "our data officer agrees to redacted logs" --case acme-7
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from farhand.case import compliance
from farhand.case.story import of
from farhand.cli._cases._entries import added, entry_options, masked, opened, waited_for

ORDER, SUMMARY = 7, "keep that somebody agrees to a step"


def options(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="of the step, as `farhand case status` shows it")
    parser.add_argument("text", metavar="TEXT", help="who agrees, in quotes")
    entry_options(parser)


def run(args: Namespace) -> int:
    with opened(args) as case:
        if args.id not in (compliance.COMPLIANCE, compliance.RESIDENCY):
            waited_for(of(case.entries()), args.id)
        body = {"of": args.id, "says": masked(args.text, case)}
        added(args, case, "approval", body, f"{args.id}: agreed")
    return 0
