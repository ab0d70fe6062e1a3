"""The whole story of a case: who takes part, what was thought, ruled out and measured, and the timeline.

farhand case show --case acme-7
farhand case show --details
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from farhand.case.entry import now as now_
from farhand.case.story import of
from farhand.cli._case import case_option
from farhand.cli._cases import _limits
from farhand.cli._cases._entries import opened
from farhand.concluding import standing
from farhand.faces import case as face

ORDER, SUMMARY = 2, "the whole story of a case"
SCHEMA = "farhand.story/1"


def options(parser: ArgumentParser) -> None:
    case_option(parser)
    parser.add_argument("--details", action="store_true", help="also what was asked and what came back")
    parser.add_argument("--json", action="store_true", help="print it as one JSON document")


def run(args: Namespace) -> int:
    with opened(args) as case:
        story = of(case.entries())
    if args.json:
        print(json.dumps({"schema": SCHEMA, **asdict(story)}, indent=1, default=dict))
        return 0
    now = now_()
    one = standing.of(str(case.folder), story, now, _limits.of(story, now))
    print(face.story(story, one, args.details), end="")
    return 0
