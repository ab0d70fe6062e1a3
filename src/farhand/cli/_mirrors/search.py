"""Find the differences that make CMD fail in the mirror: the likely ones first, in as few runs as possible.

CMD is run in baseline and mirror twice, then with fewer and fewer differences until each that is left is
needed. Each run is kept in DIR: a search that was broken off goes on where it was when it is started again.
Where the same set passes once and fails once, each set is tried several times, and that is said.
Exit status: 1 found, 4 the mirror does not fail or the baseline does.

  farhand mirror search mirror/ -- pytest tests/test_report.py
"""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from farhand.cli import _process
from farhand.cli._mirrors._run import run_options, said, trial_of
from farhand.faces import mirror_run as face
from farhand.mirror.model import as_json
from farhand.mirror.run.trial import Trial
from farhand.mirror.search import journal
from farhand.mirror.search.journal import Journal
from farhand.mirror.search.nouns import Found
from farhand.mirror.search.session import Step
from farhand.mirror.searching import Wishes, searched

SUMMARY, ORDER = "find the guilty difference", 5
FOUND, UNDECIDED = 1, 4


def options(parser: ArgumentParser) -> None:
    run_options(parser)
    parser.add_argument("--says", metavar="TEXT", default="", help="only output with this text is the fault")
    parser.add_argument(
        "--output", action="store_true", help="other output is a fault, too, not only the exit status"
    )
    parser.add_argument("--most", metavar="N", type=int, default=0, help="at most N runs (default: no limit)")
    parser.add_argument("--again", action="store_true", help="forget earlier runs of this search")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    parser.add_argument("--quiet", action="store_true", help="no progress on standard error")


def run(args: Namespace) -> int:
    with trial_of(args) as trial:
        found = _search(trial, args)
    for note in () if args.quiet else trial.notes:
        _process.tell(f"farhand: {note}")
    if args.json:
        text = json.dumps(face.search_json(found, trial.plan), indent=2) + "\n"
    else:
        text = face.search_text(found, trial.plan, [args.folder, *said(args)], args.argv)
    return _process.deliver(lambda: print(text, end=""), FOUND if found.guilty else UNDECIDED)


def _search(trial: Trial, args: Namespace) -> Found:
    kept = Journal(journal.file_of(_place(args), _about(trial, args)))
    try:
        if args.again:
            kept.forget()
        tell = (lambda _: None) if args.quiet else _progress
        return searched(trial, kept, Wishes(args.says, args.output, args.most), tell)
    finally:
        kept.close()


def _place(args: Namespace) -> Path:
    """The folder where runs are kept."""
    path = Path(args.folder)
    return path if path.is_dir() else path.parent


def _about(trial: Trial, args: Namespace) -> dict[str, object]:
    """All that the result of a run depends on, but for the files of the app itself."""
    return {
        "plan": as_json(trial.plan), "command": list(trial.command), "in": os.getcwd(),
        "sets": dict(trial.sets),
        "given": dict(trial.choices.given), "near": args.near, "backend": trial.backend.__name__,
        "says": args.says, "output": args.output,
    }  # fmt: skip


def _progress(step: Step) -> None:
    left = f", at most {step.left} more for this difference" if step.left >= 0 else ""
    sets = (
        "the baseline" if step.trying == 0 else f"{step.trying} difference{'' if step.trying == 1 else 's'}"
    )
    _process.say(f"farhand: run {step.runs + 1}{left}: {sets}")
