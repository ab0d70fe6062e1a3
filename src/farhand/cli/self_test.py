"""Run all checks here and now, and say what is wrong, why, what to do and whose job it is.

The checks only read. One exception: a temporary file of at most 4 KiB in a directory that is
declared writable, removed at once; --read-only leaves that out too. Nothing is sent anywhere
but to the declared dependencies, the site's resolver, proxy and time servers.
"""

from __future__ import annotations

import json
import threading
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from farhand import environment, plan, selftest
from farhand import run as running
from farhand.cli import _process
from farhand.cli._common import app_of, config_option, environment_hint, environment_of, environment_options
from farhand.cli._lang import lang_option
from farhand.deadline import Deadline
from farhand.errors import Mistake
from farhand.model import NOTHING, App, Vantage
from farhand.report import Report, as_json, exit_code

GROUP, SUMMARY = "customer", "run all checks here and now, judge and diagnose"

INTERRUPTED = 130
#: Bytes of a thread's stack; the usual 8 MiB count against a limit of memory although they are not used.
_STACK = 2 << 20


def options(parser: ArgumentParser) -> None:
    config_option(parser)
    environment_options(parser)
    lang_option(parser)
    parser.add_argument(
        "--platform", metavar="NAME", help="bare, systemd, docker, compose, kubernetes or serverless"
    )
    parser.add_argument(
        "--plan", action="store_true", help="show what would be looked at, and look at nothing"
    )
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="NAME",
        help="only this dependency or check (may be repeated)",
    )
    parser.add_argument(
        "--skip", action="append", default=[], metavar="NAME", help="all but this one (may be repeated)"
    )
    parser.add_argument(
        "--read-only", action="store_true", help="write nothing at all, not even the temporary file"
    )
    parser.add_argument(
        "--wait", metavar="TIME", help="repeat until nothing fails, for at most this long, as in 60s"
    )
    parser.add_argument(
        "--within", metavar="TIME", default="15s", help="the time for one whole self-test (default 15s)"
    )
    parser.add_argument(
        "--baseline", metavar="FILE", help="a report saved with --json: say what has changed since"
    )
    parser.add_argument("--json", action="store_true", help="print the report as one JSON document")
    parser.add_argument("--junit", metavar="FILE", help="write the report as JUnit XML as well")
    parser.add_argument("--html", metavar="FILE", help="write the report as one self-contained page as well")
    parser.add_argument("--quiet", action="store_true", help="print nothing; the exit status tells")


def run(args: Namespace) -> int:
    whole = _whole(args)
    app = app_of(args)
    chosen = _plan(app, args)
    if args.plan:
        return _show_plan(chosen, args)
    baseline = _baseline(args.baseline)
    settings = _settings(args, app, whole)
    # Many threads, each with little to remember: room for hundreds where memory is limited (ulimit -v).
    threading.stack_size(_STACK)
    _process.gently(settings.stop.ask)
    try:
        report = _until_well(app, chosen, settings, args)
        code = exit_code(report.diagnosis, report.results)
    except selftest.Interrupted as interrupted:
        report, code = interrupted.report, INTERRUPTED
    if baseline is not None:
        report = replace(report, changes=tuple(selftest.changes(baseline, report.results)))
    report = replace(report, notes=(*report.notes, *_last_signs(app)))
    _hand_out_files(report, args)
    return _process.deliver(lambda: _hand_out(report, args), code)


def _last_signs(app: App) -> list[str]:
    """How the app's processes on this host ended, and what they had found by then."""
    from farhand.control import folder, last_state
    from farhand.hostfacts import cgroup

    told = str(app.sections.get("embed", NOTHING).get("run_dir") or "")
    return [line for p in folder.find(app.name, told) for line in last_state.notes(p, cgroup.memory("self"))]


def _whole(args: Namespace) -> Deadline:
    """The time for everything, of which the start of the process has taken some already."""
    seconds = _seconds("--within", args.within)
    return Deadline(max(seconds / 2, seconds - _process.spent()))


def _plan(app: App, args: Namespace) -> plan.Plan:
    try:
        return plan.make(app, args.only, args.skip)
    except LookupError as error:
        raise Mistake(str(error)) from None


def _settings(args: Namespace, app: App, whole: Deadline) -> running.Settings:
    env = environment_of(args, app, whole)
    settings = running.Settings(
        env=env,
        env_hint=environment_hint(app, args),
        read_only=args.read_only,
        vantage=_vantage(args, app),
        seconds=whole.left(),
    )
    _process.undisturbed(lambda: settings.redactor.text("loads the rules: password=x1y2z3"))
    # Declared secrets are masked from the first line on, not only once a probe has met them.
    if env:
        secret = [v.name for v in app.env if v.secret]
        settings.redactor.secrets.update(env.values[name] for name in secret if env.values.get(name))
    return settings


def _vantage(args: Namespace, app: App) -> Vantage:
    import os
    import pwd

    try:
        user = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container often has no name for its user
        user = f"uid {os.getuid()}"
    where = "container" if environment.here().in_container else "host"
    return Vantage(where, "probe", args.platform or app.platform or "bare", user)


def _seconds(option: str, text: str) -> float:
    """`60s`, `500ms`, `2m` or a bare number of seconds."""
    units = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
    number = text.rstrip("smh")
    try:
        seconds = float(number) * units[text[len(number) :] or "s"]
    except (ValueError, KeyError):
        seconds = -1.0
    if not 0 < seconds < 86400:
        raise Mistake(f"{option} {text!r} is not a time; write 60s, 500ms or 2m")
    return seconds


def _until_well(app: App, chosen: plan.Plan, settings: running.Settings, args: Namespace) -> Report:
    """One self-test, or with --wait as many as it takes within that time."""
    patience = Deadline(_seconds("--wait", args.wait)) if args.wait else Deadline(0)
    again = replace(settings, seconds=_seconds("--within", args.within))
    report = _once(app, chosen, settings, args)
    while not patience.over and report.diagnosis.verdict != "healthy":
        settings.stop.wait(min(1.0, patience.left()))
        if settings.stop.asked:
            raise selftest.Interrupted(report)
        report = _once(app, chosen, again, args)
    return report


def _once(app: App, chosen: plan.Plan, settings: running.Settings, args: Namespace) -> Report:
    from farhand.faces.live import Live

    with Live(not (args.quiet or args.json)) as live:
        return selftest.self_test(app, chosen, settings, live.tell)


def _baseline(path: str | None) -> Mapping[str, Any] | None:
    if path is None:
        return None
    try:
        document = json.loads(Path(path).read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise Mistake(f"--baseline {path} cannot be read: {error}") from None
    if not isinstance(document, dict) or not isinstance(document.get("results"), list):
        raise Mistake(f"--baseline {path} is no report of `farhand self-test --json`")
    return document


def _hand_out_files(report: Report, args: Namespace) -> None:
    if args.junit:
        from farhand.faces.junit import junit

        _write("--junit", args.junit, junit(report))
    if args.html:
        from farhand.faces.html import html

        _write("--html", args.html, html(report))


def _hand_out(report: Report, args: Namespace) -> None:
    if args.json:
        print(json.dumps(as_json(report), indent=1))
    elif not args.quiet:
        from farhand.faces import text

        text.show(lambda console: text.write(report, console))


def _write(option: str, path: str, text: str) -> None:
    """A full disk must not cost the report on the screen: say so and go on."""
    try:
        Path(path).write_text(text, "utf-8", "backslashreplace")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        _process.tell(f"farhand self-test: {option} {path} could not be written: {why}")


def _show_plan(chosen: plan.Plan, args: Namespace) -> int:
    rows = [
        {
            "subject": s.subject,
            "check": s.kind,
            "stages": list(s.check.STAGES) if s.check else [],
            "after": list(s.after),
            "problem": s.problem,
        }
        for s in chosen.steps
    ]
    if args.json:
        left_out = [list(row) for row in chosen.left_out]
        print(json.dumps({"schema": "farhand.plan/1", "steps": rows, "left_out": left_out}, indent=1))
        return 0
    from farhand.faces import text

    text.show(lambda console: text.write_plan(chosen, console))
    return 0
