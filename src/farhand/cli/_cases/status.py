"""Where each open case hangs: who is waited for, for what, since when, and whether a limit has passed.

Looks at the case in this folder, or at all cases in the folder that is named and below it. Waits are told by
the clock and, where a person's working hours are known, by theirs.

  farhand case status
  farhand case status ~/cases --all
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from farhand.case import Case
from farhand.case.entry import now as now_
from farhand.case.store import NAME
from farhand.case.story import of
from farhand.cli import _process
from farhand.cli._case import author
from farhand.cli._cases import _found, _limits
from farhand.concluding import standing
from farhand.concluding.standing import Standing
from farhand.errors import Mistake
from farhand.faces import case as face

ORDER, SUMMARY = 2, "where each open case hangs, and since when"
SCHEMA = "farhand.status/1"


def options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder", nargs="?", metavar="DIR", help="a case, or a folder of cases (default: here)"
    )
    parser.add_argument("--case", metavar="DIR", help="this case alone")
    parser.add_argument("--all", action="store_true", help="the closed ones as well")
    parser.add_argument("--json", action="store_true", help="print it as one JSON document")


def run(args: Namespace) -> int:
    if args.case and args.folder:
        raise Mistake("give a folder of cases, or --case DIR")
    now = now_()
    rows = [one for one in _standings(args, now) if args.all or one.state == "open"]
    if args.json:
        print(json.dumps({"schema": SCHEMA, "at": now, "cases": [asdict(one) for one in rows]}, indent=1))
    else:
        print(face.standings(rows), end="")
    return 0


def _standings(args: Namespace, now: str) -> Iterator[Standing]:
    """Of every case that can be read; of others it says why not. Raises Mistake for the one that is meant."""
    if args.case:
        yield _standing(Path(args.case), now)
        return
    folder = Path(args.folder or ".")
    for place in _found.below(folder):
        try:
            yield _standing(place, now)
        except Mistake as mistake:
            if (folder / NAME).is_file():
                raise
            _process.tell(f"farhand case status: {place}: {mistake}")


def _standing(folder: Path, now: str) -> Standing:
    with Case(folder, author()) as case:
        story = of(case.entries())
    return standing.of(str(folder), story, now, _limits.of(story, now))
