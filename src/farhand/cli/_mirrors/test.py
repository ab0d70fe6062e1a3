"""Run CMD, your reproduction, in the mirror and in the baseline, and compare exit status and output.

Servers are started for each run and are gone afterwards. CMD finds them in DATABASE_URL, REDIS_URL, the
variables of your declaration, and FARHAND_MIRROR_<NAME>_URL. With --fix the differences that are named are
set back in the mirror: where CMD then passes, the fault is reproduced and fixed in the mirror, and that is
written into the case. Exit status: 0 both pass, or fixed; 1 reproduced, or not fixed; 4 the baseline fails.

  farhand mirror test mirror/ -- pytest tests/test_report.py
  farhand mirror test mirror/ --fix postgres-version --case acme/ -- pytest tests/test_report.py
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable

from farhand.cli import _process
from farhand.cli._case import author, case_of, case_option
from farhand.cli._mirrors._run import run_options, told_left_out, trial_of
from farhand.faces import mirror_run as face
from farhand.mirror.run.nouns import Done
from farhand.mirror.run.trial import Trial
from farhand.mirror.run.world import mirrored
from farhand.mirror.search.verdict import Expected

SUMMARY, ORDER = "run a command in mirror and baseline, and compare", 4
STATUS = {"same": 0, "fixed": 0, "both": 4}


def options(parser: ArgumentParser) -> None:
    run_options(parser)
    parser.add_argument(
        "--fix", nargs="+", metavar="ID", default=[], help="set these differences back in the mirror"
    )
    parser.add_argument("--says", metavar="TEXT", default="", help="only output with this text is the fault")
    parser.add_argument(
        "--output", action="store_true", help="other output is a fault, too, not only the exit status"
    )
    parser.add_argument("--json", action="store_true", help="one JSON document, with both outputs")
    parser.add_argument("--quiet", action="store_true", help="no words on standard error")
    case_option(parser)


def run(args: Namespace) -> int:
    with trial_of(args) as trial:
        expected, fixed = _runs(trial, args)
    came = face.verdict(expected, fixed)
    steps = face.recipe(trial.plan, args.fix)
    notes = [*told_left_out(trial.plan), *trial.notes]
    if came in ("fixed", "not fixed"):
        _kept(args, trial, expected, came, steps)
    if args.json:
        text = json.dumps(face.test_json(expected, came, fixed, steps, notes), indent=2) + "\n"
    else:
        text = face.test_text(expected, came, fixed, steps, notes)
    return _process.deliver(lambda: print(text, end=""), STATUS.get(came, 1))


def _runs(trial: Trial, args: Namespace) -> tuple[Expected, Done | None]:
    every = mirrored(trial.plan)
    trial.plan_has(args.fix)
    baseline = _told("baseline", trial, (), args)
    mirror = _told("mirror", trial, every, args)
    expected = Expected(baseline, mirror, args.says, args.output)
    if not args.fix or not expected.differ:
        return expected, None
    return expected, _told("mirror with the fix", trial, set(every) - set(args.fix), args)


def _told(name: str, trial: Trial, chosen: Iterable[str], args: Namespace) -> Done:
    if not args.quiet and sys.stderr.isatty():
        _process.say(f"farhand: the {name} …")
    return trial.run(chosen)


def _kept(args: Namespace, trial: Trial, expected: Expected, came: str, steps: list[str]) -> None:
    """Into the case, if there is one: what was tried, and what it came to."""
    case = case_of(args)
    if case is None:
        return
    body = {
        "says": f"{face.VERDICTS[came]}: {'; '.join(steps)}", "by": author(),
        "mirror": {
            "verdict": came, "differences": list(args.fix), "recipe": steps, "command": list(trial.command),
            "exits": {"baseline": expected.baseline.exit, "mirror": expected.mirror.exit},
        },
    }  # fmt: skip
    with case:
        case.add("decision", body)
