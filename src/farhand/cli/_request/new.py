"""Write a signed request: which checks and questions, why, until when. The site's own copy carries it out.

  farhand request new --purpose "no invoice is saved" --key vendor.pem -o r1.txt \\
      --check database --why "does it let the app in?" --check dns:payments --set timeout=5s \\
      --question logs --set level=ERROR --set since=2026-11-20T14:00:00Z --set until=2026-11-20T15:00:00Z

`dns:payments` is the check of payments, up to its stage dns. `--set` and `--why` belong to the step before
them. The file is plain text for a mail; sign it with the key whose public half is [vendor] verify_key.
"""

from __future__ import annotations

import json
import secrets
import time
from argparse import Action, ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from farhand.bundle import sealing, writing
from farhand.cli._case import case_option
from farhand.cli._common import app_of, config_option
from farhand.cli._request import _case, _sides, _tell
from farhand.errors import Mistake
from farhand.model import App
from farhand.request import asks, signing, text, trust, validity
from farhand.request import ledger as kept
from farhand.request.model import ANY, CHECK, COMMAND, PLATFORM, QUESTION, Request, Step
from farhand.target.units import duration
from farhand.when import moment

ORDER, SUMMARY = 1, "for the engineer: write a signed request"
SCHEMA = "farhand.request/1"


class _Next(Action):
    """Steps in the order in which they are given, each with what is set after it."""

    def __call__(
        self, parser: ArgumentParser, args: Namespace, value: Any, option: str | None = None
    ) -> None:
        steps: list[Step] = args.steps
        if option in ("--set", "--why") and not steps:
            parser.error(f"{option} belongs to a step: give --check, --question or --command before it")
        if option == "--why":
            steps[-1] = replace(steps[-1], why=value)
        elif option == "--set":
            name, sign, what = value.partition("=")
            if not sign:
                parser.error(f"--set {value!r}: write NAME=VALUE")
            steps[-1] = replace(steps[-1], params={**steps[-1].params, name: what})
        else:
            steps.append(_step(str(option), value))


def options(parser: ArgumentParser) -> None:
    config_option(parser)
    add = parser.add_argument
    parser.set_defaults(steps=[])
    for name, metavar, says in (
        ("--check", "[STAGE:]SUBJECT", "a dependency or check of the declaration; up to that stage"),
        ("--question", "NAME", "logs, state, host, ... : a source of evidence, as a bundle has them"),
        (
            "--ask-platform",
            "TOPIC",
            "state, limits, events, log, ... as docker, kubectl or systemctl tell it",
        ),
        ("--command", "TEXT", "a free command; most sites do not allow it"),
        ("--set", "NAME=VALUE", "a parameter of the step before"),
        ("--why", "TEXT", "the reason for the step before, in plain words"),
    ):
        add(name, action=_Next, metavar=metavar, dest="_", help=says)
    add("--purpose", required=True, metavar="TEXT", help="what all of it is for, in plain words")
    add("--site", default=ANY, metavar="NAME", help="only this site may answer (default: any of the app)")
    add("--expires", default="7d", metavar="TIME", help="how long it holds, at most 31d (default 7d)")
    add("--key", metavar="FILE", required=True, help="the vendor's signing key (farhand key new signing)")
    _sides.state_option(parser)
    case_option(parser)
    add("-o", "--output", metavar="FILE", required=True, help="the request to write")
    add("--json", action="store_true", help="print what was made as one JSON document")


def run(args: Namespace) -> int:
    app = app_of(args)
    steps = tuple(_own(app, step) for step in args.steps)
    if not 1 <= len(steps) <= text.MOST_STEPS:
        raise Mistake(f"a request has 1 to {text.MOST_STEPS} steps; give --check, --question, ...")
    public = _key(args, app)
    path = Path(args.output).absolute()
    writing.check(path, 0)
    with _sides.vendor(app.name, args.site, args.state, True) as book, book.alone():
        unsigned = _unsigned(args, app, steps, book.last(args.site == ANY))
        signature = signing.sign(signing.REQUEST, text.said(unsigned), Path(args.key))
        request = replace(unsigned, signed_by=public, signature=signature, digest=text.digest(unsigned))
        made = text.render(request)
        if text.read(made).digest != request.digest:
            raise Mistake(
                "a text of this request cannot be written so that it is read the same; use plain words"
            )
        _write(path, made)
        about = {"nonce": request.nonce, "digest": request.digest, "after": request.after}
        book.add(kept.REQUESTED, **about, app=request.app, asked_site=request.site, text=made)
    _case.asked(args, {need.name: need.kind for need in app.dependencies}, request)
    _told(args, request, path)
    return 0


def _step(option: str, value: str) -> Step:
    kind = {"--check": CHECK, "--question": QUESTION, "--ask-platform": PLATFORM, "--command": COMMAND}[
        option
    ]
    if kind == COMMAND:
        return Step(kind, "", {"command": value})
    stage, sign, subject = value.partition(":")
    return Step(kind, subject, {"stage": stage}) if kind == CHECK and sign else Step(kind, value)


def _own(app: App, step: Step) -> Step:
    """With times such as -15m or 14:00 made absolute: they are the engineer's, not the customer's."""
    now = time.time()
    times = {
        name: moment(f"--set {name}", value, now)
        for name, value in step.params.items()
        if name in ("since", "until") and step.kind != COMMAND
    }
    return asks.checked(app, replace(step, params={**step.params, **times}))


def _key(args: Namespace, app: App) -> str:
    """The public half. Raises Mistake where the customers' copies trust another key, or none."""
    public, trusted = sealing.public(Path(args.key)), trust.verify_key(app)
    if not trusted:
        raise Mistake(
            "the declaration names no [vendor] verify_key, so no customer's copy could trust the request; "
            f'add: verify_key = "{public}"'
        )
    if not signing.same(public, trusted):
        raise Mistake(f"{args.key} is not the key that [vendor] verify_key of the declaration trusts")
    return public


def _unsigned(args: Namespace, app: App, steps: Sequence[Step], after: str) -> Request:
    seconds = duration(args.expires)
    if seconds is None or not 60 <= seconds <= validity.LONGEST.total_seconds():
        raise Mistake(
            f"--expires {args.expires!r}: give a time between 1m and {validity.LONGEST.days}d, such as 7d"
        )
    for name, value in (
        ("--purpose", args.purpose),
        ("--site", args.site),
        *(("--why", s.why) for s in steps),
    ):
        if not all(sign.isprintable() for sign in value) or len(value) > 2000:
            raise Mistake(f"{name} must be one line of at most 2000 signs that can all be seen")
    if args.site != args.site.strip() or not args.site:
        raise Mistake("--site must be a name without blanks around it")
    now = datetime.now(timezone.utc)
    issued, expires = validity.stamp(now), validity.stamp(now + timedelta(seconds=seconds))
    return Request(
        args.purpose, app.name, args.site, secrets.token_hex(16), issued, expires, after, tuple(steps)
    )


def _write(path: Path, made: str) -> None:
    try:
        writing.write(path, made.encode())
    except OSError as error:
        raise Mistake(f"{path} could not be written: {error.strerror or error}") from None


def _told(args: Namespace, request: Request, path: Path) -> None:
    if args.json:
        rows = [
            step.as_json() | {"why": step.why, "read_only": step.words.read_only} for step in request.steps
        ]
        names = {"nonce": request.nonce, "digest": request.digest, "after": request.after}
        print(
            json.dumps(
                {"schema": SCHEMA, "file": str(path), **names, "expires": request.expires, "steps": rows}
            )
        )
        return
    lines = [f"{path} is written: {_tell.count(len(request.steps), 'step')}, {_tell.minutes(request.steps)}"]
    lines += [
        f"  {n}  {step.title.strip()}: {step.words.approval}" for n, step in enumerate(request.steps, 1)
    ]
    _tell.shown([*lines, "the customer runs it with: farhand request run FILE -o ANSWER"])
