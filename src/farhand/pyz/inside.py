"""Looks at what {app} needs from its surroundings: what is wrong, why, what to do, and whose job it is.

It only reads: nothing is written unless --save names a file, and nothing is sent to anybody but the declared
hosts, the resolver, the proxy and the time servers. Passwords are replaced by marks.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import sys
import threading
from collections.abc import Sequence
from pkgutil import get_data
from typing import Any

from farhand import environment, plan, run, selftest
from farhand.bundle import armor
from farhand.errors import Mistake
from farhand.faces.escape import terminal
from farhand.look import Environment
from farhand.model import App, Vantage
from farhand.pyz import baked, plainly
from farhand.report import Report, as_json, exit_code

USAGE, INTERRUPTED, UNWRITTEN = 2, 130, 2
_STACK = 2 << 20
_HINT = "give --pid NUMBER of the app's process, or --here where this was started as the app is"


def main(argv: Sequence[str] | None = None) -> int:
    app, chosen = _baked()
    args = _parser(app).parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        return _asked(app, args, [*chosen["only"], *args.only], [*chosen["skip"], *args.skip])
    except (Mistake, LookupError) as mistake:
        print(f"farhand: {terminal(str(mistake))}", file=sys.stderr)
        return USAGE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0


def _baked() -> tuple[App, dict[str, list[str]]]:
    document = json.loads(get_data("farhand.pyz", "app.json") or b"{}")
    return baked.load(document["app"]), document["chosen"]


def _parser(app: App) -> argparse.ArgumentParser:
    about = f"{app.name} {app.version}".strip()
    parser = argparse.ArgumentParser(
        prog="farhand.pyz",
        description=(__doc__ or "").format(app=about),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    told = parser.add_argument
    told("--list", action="store_true", help="the names of the checks")
    told("--plan", action="store_true", help="what would be looked at, and look at nothing")
    for option, text in (("--only", "only this dependency or check"), ("--skip", "all but this one")):
        told(option, action="append", default=[], metavar="NAME", help=f"{text} (may be repeated)")
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--pid", type=int, help="the app's process, whose variables are looked at")
    whose.add_argument(
        "--here", action="store_true", help="its variables are those that this was started with"
    )
    told(
        "--within",
        type=float,
        default=run.WHOLE_SECONDS,
        metavar="SECONDS",
        help="for all of it (default 15)",
    )
    told("--json", action="store_true", help="print the report as one JSON document")
    told("--print", action="store_true", help="print the report as text for a mail")
    told("--save", metavar="FILE", help="write the report to this file, which must not be there yet")
    return parser


def _asked(app: App, args: argparse.Namespace, only: list[str], skip: list[str]) -> int:
    steps = plan.make(app, _words(only), _words(skip))
    if args.list or args.plan:
        _show(steps, args)
        return 0
    if args.within <= 0:
        raise Mistake("--within must be more than 0 seconds")
    threading.stack_size(_STACK)
    settings = _settings(app, args)
    try:
        report, code = selftest.self_test(app, steps, settings), None
    except selftest.Interrupted as interrupted:
        report, code = interrupted.report, INTERRUPTED
    return _hand_out(report, args, exit_code(report.diagnosis, report.results) if code is None else code)


def _words(given: list[str]) -> list[str]:
    return [word for one in given for word in one.split(",") if word]


def _settings(app: App, args: argparse.Namespace) -> run.Settings:
    env, hidden = _environment(args)
    where = "container" if environment.here().in_container else "host"
    vantage = Vantage(where, "probe", app.platform or "bare", _user())
    settings = run.Settings(
        env=env, env_hint=hidden or _HINT, read_only=True, vantage=vantage, seconds=args.within
    )
    if env:
        secret = [v.name for v in app.env if v.secret]
        settings.redactor.secrets.update(env.values[name] for name in secret if env.values.get(name))
    return settings


def _environment(args: argparse.Namespace) -> tuple[Environment | None, str]:
    try:
        if args.pid is not None:
            return environment.of_process(args.pid), ""
    except environment.NotVisible as hidden:
        return None, str(hidden)
    return (environment.here(), "") if args.here else (None, "")


def _user() -> str:
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"uid {os.getuid()}"


def _show(steps: plan.Plan, args: argparse.Namespace) -> None:
    rows: list[dict[str, Any]] = [
        {
            "subject": s.subject,
            "check": s.kind,
            "stages": list(s.check.STAGES) if s.check else [],
            "problem": s.problem,
        }
        for s in steps.steps
    ]
    if args.json:
        left_out = [list(row) for row in steps.left_out]
        print(json.dumps({"schema": "farhand.plan/1", "steps": rows, "left_out": left_out}, indent=1))
        return
    for row in rows:
        stages = f": {', '.join(row['stages'])}" if args.plan else ""
        print(terminal(f"{row['subject']} ({row['check']}){stages}{row['problem']}"))


def _hand_out(report: Report, args: argparse.Namespace, code: int) -> int:
    document = json.dumps(as_json(report), indent=1)
    if args.save:
        _save(args.save, document)
    if args.json:
        print(document)
    elif args.print:
        print(armor.armor(_packed(document.encode()), "REPORT"), end="")
    else:
        print(terminal(plainly.text(report)), end="")
    sys.stdout.flush()
    return code


def _packed(data: bytes) -> bytes:
    """gzip without a time or a name in it."""
    into = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=into, mtime=0) as file:
        file.write(data)
    return into.getvalue()


def _save(path: str, document: str) -> None:
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(document + "\n")
    except FileExistsError:
        raise Mistake(f"--save {path}: there is such a file already; give another name") from None
    except OSError as error:
        raise Mistake(f"--save {path} could not be written: {error.strerror}") from None
