"""Show what a request asks, who signed it, and what would run and leave. No key is needed, and nothing runs.

With the app's declaration (--config) the steps are told in your own copy's words; without it, in the file's.
--commands prints what a person can paste by hand instead, made by your own copy; it needs the declaration.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import datetime, timezone

from farhand import commands, platforms
from farhand.cli._common import config_option
from farhand.cli._lang import lang_option
from farhand.cli._request import _sides, _tell
from farhand.errors import Mistake
from farhand.model import App
from farhand.request import asks, signing, trust, validity
from farhand.request.model import CHECK, Request, Step, Words
from farhand.words import _, said

ORDER, SUMMARY = 2, "what a request would run, what would leave, and who signed it"
SCHEMA = "farhand.request-shown/1"
TAMPERED = 1


def options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", help="the request, as a file or a saved mail; -: standard input"
    )
    config_option(parser)
    lang_option(parser)
    parser.add_argument(
        "--commands", action="store_true", help="also the command of each check, to paste by hand"
    )
    parser.add_argument("--json", action="store_true", help="print it as one JSON document")


def run(args: Namespace) -> int:
    request = _sides.request_of(args.file)
    app = _app(args)
    if args.commands and app is None:
        raise Mistake("--commands needs the app's declaration: give --config FILE")
    word, says = _signature(request, app)
    rows = [(step, *_words(app, step)) for step in request.steps]
    if args.json:
        print(json.dumps(_document(request, word, says, rows), indent=1))
    else:
        _tell.shown([*_tell.head(request), *_lines(request, says, rows)])
        _tell.shown(list(_by_hand(app, request)) if args.commands and app else [])
    return TAMPERED if word == "broken" else 0


def _app(args: Namespace) -> App | None:
    try:
        return _sides.declared(args.config)[0]
    except Mistake:
        if args.config:
            raise
        return None


def _signature(request: Request, app: App | None) -> tuple[str, str]:
    """A word and a sentence: unsigned, unchecked, broken, unknown (holds, by whoever), foreign, trusted."""
    if not request.signature:
        return "unsigned", "nobody has signed it; it will not be run"
    who = f"key {signing.fingerprint(request.signed_by)}"
    try:
        if not trust.holds(request):
            return "broken", f"it names {who}, and the signature does NOT hold: it was altered, or forged"
    except Mistake as missing:
        return "unchecked", f"{who}; whether the signature holds could not be looked at: {missing}"
    key = trust.verify_key(app) if app else ""
    if not key:
        return "unknown", f"the signature of {who} holds; no declaration here says whose key that is"
    if signing.same(key, request.signed_by):
        return "trusted", f"signed by the vendor of your declaration ({who}); the signature holds"
    return "foreign", f"the signature of {who} holds, but that is NOT the vendor's key of your declaration"


def _words(app: App | None, step: Step) -> tuple[Words, str]:
    """This copy's words, and why it would not take the step."""
    if app is None:
        return step.words, ""
    try:
        return asks.checked(app, step).words, ""
    except Mistake as wrong:
        return Words("nothing: this copy does not take it", "nothing but that"), str(wrong)


def _lines(request: Request, says: str, rows: list[tuple[Step, Words, str]]) -> Iterator[str]:
    yield f"  {_('signed'):<9}{said(says)}"
    now = validity.judged(request.issued, request.expires, datetime.now(timezone.utc))
    if now.says:
        yield f"  {_('careful'):<9}{said(now.says)}"
    for number, (step, words, problem) in enumerate(rows, 1):
        yield from _tell.step(number, len(rows), step, words)
        if problem:
            yield f"  {_('careful'):<9}{said(problem)}"
    yield f"\n{_('next')}: farhand request run FILE -o ANSWER"


def _by_hand(app: App, request: Request) -> Iterator[str]:
    """Of each check that is known here, its whole command: by hand there are no parameters."""
    known = {one.subject: one for one in commands.of_app(app)}
    try:
        platform = platforms.find(app.platform)
    except LookupError as error:
        raise Mistake(f"[deploy] platform: {error}") from None
    for number, step in enumerate(request.steps, 1):
        if step.kind == CHECK and step.id in known:
            told = _("step {n} by hand ({needs}); send back all that it prints:")
            yield f"\n{told.format(n=number, needs=said(platform.NEEDS))}\n"
            ask = f"{request.nonce[:8]}.{number}"
            yield platform.inside(app.target, commands.framed(known[step.id], ask))


def _document(
    request: Request, word: str, says: str, rows: list[tuple[Step, Words, str]]
) -> dict[str, object]:
    head = {
        name: getattr(request, name)
        for name in ("purpose", "app", "site", "nonce", "issued", "expires", "after")
    }
    steps = [
        {**step.as_json(), "why": step.why, **vars(words), "problem": problem}
        for step, words, problem in rows
    ]
    told = {
        "digest": request.digest,
        "signature": word,
        "signature_says": says,
        "signed_by": request.signed_by,
    }
    return {"schema": SCHEMA, **head, **told, "steps": steps}
