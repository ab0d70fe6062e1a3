"""Run all checks here and now, say what is wrong, why, what to do and whose job it is.

The checks only read. One exception: a temporary file of at most 4 KiB in a directory that is
declared writable, removed at once; --read-only leaves that out too.
"""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser, Namespace
from datetime import datetime, timezone

from farhand import judge, plan
from farhand import run as running
from farhand.cli._common import app_of, config_option, environment_of, environment_options
from farhand.diagnose import diagnose
from farhand.errors import Mistake
from farhand.model import App, Evidence, Vantage
from farhand.report import Report, as_json, exit_code

GROUP, SUMMARY = "customer", "run all checks here and now, judge and diagnose"


def options(parser: ArgumentParser) -> None:
    config_option(parser)
    environment_options(parser)
    parser.add_argument("--platform", metavar="NAME", help="bare, systemd, docker, compose, kubernetes or serverless")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="only this dependency or check (repeatable)")
    parser.add_argument("--skip", action="append", default=[], metavar="NAME", help="not this one (repeatable)")
    parser.add_argument("--read-only", action="store_true", help="write nothing, not even the temporary file")
    parser.add_argument("--json", action="store_true", help="print the report as one JSON document")


def run(args: Namespace) -> int:
    app = app_of(args)
    try:
        chosen = plan.make(app, args.only, args.skip)
    except LookupError as error:
        raise Mistake(str(error)) from None
    settings = running.Settings(env=environment_of(args, app), read_only=args.read_only, vantage=_vantage(args, app))
    report = self_test(app, chosen, settings)
    if args.json:
        json.dump(as_json(report), sys.stdout, indent=1)
        print()
    else:
        for r in report.results:
            print(f"{r.outcome:8}{r.subject}/{r.stage}: {r.says}")
        for f in report.diagnosis.causes:
            print(f"{f.role}: {f.cause} ({f.subject}) {f.why} -> {f.owner}")
    return exit_code(report.diagnosis, report.results)


def self_test(app: App, chosen: plan.Plan, settings: running.Settings, tell: running.Listener | None = None) -> Report:
    """Run a plan and make the report."""
    started, begun = datetime.now(timezone.utc), time.monotonic()
    evidence = running.run(app, chosen, settings, tell)
    return report_of(app, chosen, evidence, started, time.monotonic() - begun, settings.vantage)


def report_of(app: App, chosen: plan.Plan, evidence: list[Evidence], started: datetime, seconds: float, vantage: Vantage) -> Report:
    results = judge.judge(evidence)
    return Report(app, tuple(results), diagnose(results), started.strftime("%Y-%m-%dT%H:%M:%SZ"), round(seconds * 1000, 1), vantage, chosen.left_out)


def _vantage(args: Namespace, app: App) -> Vantage:
    import getpass

    return Vantage("host", "probe", args.platform or app.platform or "bare", getpass.getuser())
