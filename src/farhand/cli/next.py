"""The next step worth asking: the command or question that decides most per minute of the customer's time.

Of all causes that are still possible for this declaration, after all that has come back, it prints the step
that is expected to tell most, with the exact command, why, what each answer would mean, and what it costs.
For a call one step, for a chat two, for a mail a batch of at most 5 commands and 2 minutes with its text.
With a case what was asked, answered and declined is remembered there.

  farhand next "the app is broken" --channel call
  farhand next --case acme-7 --channel mail
  farhand next --case acme-7 --declined database "security does not allow it"
  farhand next --case acme-7 --declined kit "security wants to see each command"
  farhand next answer.txt other.log --kit kit.sh
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from farhand import inputs, platforms, words
from farhand.case import Case
from farhand.case.history import KIT, History, of
from farhand.cli._case import case_of, case_option, keep_finding, spoken
from farhand.cli._common import app_of, config_option
from farhand.cli._lang import their_lang_option, their_language
from farhand.cli._next_kit import kit_of
from farhand.errors import Mistake
from farhand.evidence import Opinion, weigh
from farhand.exchange import asking
from farhand.faces import steps as face
from farhand.inputs import Told
from farhand.model import App
from farhand.reading import Source
from farhand.redact import Redactor
from farhand.report import cause_as_json
from farhand.steps import planning
from farhand.steps.worth import Step

GROUP, SUMMARY = "engineer", "the next step worth asking, and what each answer would mean"


def options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "said",
        nargs="*",
        metavar="TEXT|FILE",
        help="what was reported, in quotes; or files that came back; -",
    )
    config_option(parser)
    case_option(parser)
    parser.add_argument("--channel", choices=planning.CHANNELS, default="mail", help="default: mail")
    parser.add_argument(
        "--kit",
        metavar="FILE",
        help="write all checks into this file, to be sent once: each step is then one line",
    )
    parser.add_argument("--platform", metavar="NAME", help="where the app runs (default: as declared)")
    parser.add_argument(
        "--declined", nargs="+", metavar=("STEP", "WHY"), help="the customer does not do this step, and why"
    )
    their_lang_option(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--quiet", action="store_true", help="print nothing; only keep it in the case")


def run(args: Namespace) -> int:
    app = app_of(args)
    platform = _platform(args, app)
    case = case_of(args, create=True)
    if args.declined and not case:
        raise Mistake("--declined is kept in a case: give --case DIR, or go to the folder that holds it")
    files, reported = _said(args.said)
    if case:
        _keep(case, args, app, reported)
    history = of(case.entries()) if case else History(reported=tuple(reported))
    language = their_language(args, spoken(case.entries()) if case else "")
    opinion = _opinion(app, history, files)
    advice = asking.advice(app, history, opinion, args.channel, platform)
    keep_finding(case, opinion.diagnosis, opinion.results, planning.most_likely(advice.belief))
    kit = kit_of(args.kit, args.channel, case, history, app, advice.steps, platform)
    if case:
        _ask(case, history, advice.steps, app, args.channel, platform, kit)
        case.close()
    with words.speaking(language):
        mail = face.mail(app, advice.steps, platform, kit) if args.channel == "mail" and advice.steps else ""
    if args.json:
        print(json.dumps(document(app, advice, args.channel, platform, kit, mail), indent=1))
    elif not args.quiet:
        print(face.terminal_text(app, advice, args.channel, platform, kit, mail), end="")
    return 0


def document(
    app: App, advice: planning.Advice, channel: str, platform: str, kit: str = "", mail: str = ""
) -> dict[str, Any]:
    """The document `farhand.next/1`; all but the mail is in English."""
    rows = planning.most_likely(advice.belief, 8)
    return {
        "schema": "farhand.next/1",
        "app": {"name": app.name, "version": app.version},
        "decided": advice.decided,
        "channel": channel,
        "causes": [cause_as_json(f) for f in advice.found],
        "possible": [{"id": c.cause, "subject": c.subject, "share": round(p, 3)} for c, p in rows],
        "next": [face.as_json(app, s, advice, platform, kit) for s in advice.steps],
        "open": [face.as_json(app, s, advice, platform) for s in advice.open],
        "kit": kit,
        "mail": mail,
    }


def _opinion(app: App, history: History, files: Sequence[str]) -> Opinion:
    told = Told()
    sources = [Source(name or "answer", [text.encode()], text) for name, text in history.all_texts]
    sources += [s for name in files for s in inputs.sources(name, told)]
    if told.unreadable:
        raise Mistake(f"{told.rows[-1]['source']}: {told.rows[-1]['why']}")
    return weigh(sources, Redactor(), app)


def _said(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Files that are there, and all else: what was reported."""
    files = [w for w in words if w == "-" or Path(w).exists()]
    return files, [w for w in words if w not in files]


def _platform(args: Namespace, app: App) -> str:
    if args.platform and args.platform not in platforms.names():
        raise Mistake(f"--platform {args.platform}: there are {', '.join(platforms.names())}")
    told = args.platform or app.platform
    return told if told in platforms.names() else "bare"


def _keep(case: Case, args: Namespace, app: App, reported: Sequence[str]) -> None:
    """What the engineer says goes into the case first."""
    before = of(case.entries())
    for text in reported:
        if text not in before.reported:
            case.add("problem", {"says": Redactor().text(text)})
    if args.declined:
        step, *why = args.declined
        if step not in before.asked and not (step == KIT and before.kit):
            there = ", ".join(before.asked) or "nothing"
            raise Mistake(f"--declined {step}: that was not asked in this case; asked were: {there}")
        case.add("declined", {"id": step, "why": " ".join(why)})


def _ask(
    case: Case, history: History, steps: Sequence[Step], app: App, channel: str, platform: str, kit: str
) -> None:
    for step in steps:
        if step.id not in history.asked:
            case.add("asked", asking.entry(step, app, channel, platform, kit))
