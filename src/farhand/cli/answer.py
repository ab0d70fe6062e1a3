"""Take what came back: what it is, what is missing or does not belong, and what it comes to.

Reads outputs of Farhand's commands in whatever they were pasted into: mails (also saved ones, .eml), HTML,
chats, terminal sessions, quoted, wrapped, cut off, several at once. What happened on the way is undone and
proved by the checksum of each output; what cannot be proved is not judged, and it says what was lost. With a
case the text is kept there, masked, and the findings are those of the whole case.

  farhand answer mail.eml --case acme-7
  farhand answer -                                  (paste, then Ctrl-D)
  farhand answer --told ask-proxy=yes --case acme-7
  farhand answer --declined database "security does not allow it"
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from farhand import inputs, report
from farhand.answers import asked as questions
from farhand.answers import kept, said, texts
from farhand.answers.asked import Asked
from farhand.answers.taken import Taken
from farhand.case import Case, compliance
from farhand.cli import _process
from farhand.cli._case import case_of, case_option, keep_finding
from farhand.cli._common import config_option
from farhand.cli._policy import policy_of
from farhand.cli.diagnose import as_json, declared
from farhand.errors import Mistake
from farhand.evidence import Opinion, weigh
from farhand.exchange import masking, taking
from farhand.faces import answer as face
from farhand.inputs import Told
from farhand.model import App
from farhand.reading import Source
from farhand.redact import Redactor

GROUP, SUMMARY = "engineer", "take what came back: understood, missing, not belonging, and the findings"

UNREADABLE = 2
LONG = "it is longer than an answer may be: it is read as a log, and not kept in the case"


def options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="*", metavar="FILE", help="files, folders or archives; -: standard input"
    )
    config_option(parser)
    case_option(parser)
    parser.add_argument("--told", metavar="ASK=CHOICE", help="what a person said to a question")
    parser.add_argument(
        "--declined", nargs="+", metavar=("ASK", "WHY"), help="the customer does not do this, and why"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--quiet", action="store_true", help="print nothing; only keep it in the case")


def run(args: Namespace) -> int:
    case = case_of(args)
    try:
        if args.told or args.declined:
            return _said(args, case)
        return _answered(args, case)
    finally:
        if case:
            case.close()


def _answered(args: Namespace, case: Case | None) -> int:
    if not args.file and sys.stdin.isatty():
        raise Mistake("give the file to read, or - and paste into the terminal (end with Ctrl-D)")
    told, redactor, app = Told(), Redactor(), declared(args)
    rows = case.entries() if case else []
    asked = questions.of(rows)
    given = list(_sources(args.file or ["-"], told))
    logs = [source for source in given if source.whole is None]
    for source in logs:
        told.add(source.name, LONG)
    found = taking.take([(s.name, s.whole) for s in given if s.whole is not None], rows)
    if case:
        for kind, body in taking.entries(found, rows, redactor, _strict(args, case, app)):
            case.add(kind, body)
        asked = questions.of(case.entries())
    sources = kept.sources(case.entries()) if case else [taking.source(one) for one in found]
    opinion = taking.without_chatter(weigh([*sources, *logs], redactor, app), found)
    opinion = replace(opinion, diagnosis=said.weighed(opinion.diagnosis, said.of(rows)))
    keep_finding(case, opinion.diagnosis, opinion.results)
    found = [taking.with_reports(one, opinion) for one in found]
    code = UNREADABLE if told.unreadable else report.exit_code(opinion.diagnosis, opinion.results)
    return _process.deliver(lambda: _hand_out(args, found, asked, opinion, told, redactor), code)


def _sources(names: list[str], told: Told) -> Iterator[Source]:
    """Every text, out of the mail or page it was saved in; a picture of a text is not read."""
    for name in names:
        if texts.advice(name):
            told.add(name, texts.advice(name), unreadable=True)
            continue
        for source in inputs.sources(name, told):
            if texts.advice(source.name):
                told.add(source.name, texts.advice(source.name))
            elif source.whole is None:
                yield source
            else:
                text = texts.plain(source.name, source.whole)
                yield Source(source.name, [text.encode("utf-8", "replace")], text)


def _strict(args: Namespace, case: Case, app: App | None) -> Redactor | None:
    """What masks texts as the site's answers about its rules ask for; None where nothing was said of that."""
    rules = compliance.of(case.entries())
    return Redactor(policy=policy_of(args, app, rules.profile)) if rules.profile else None


def _said(args: Namespace, case: Case | None) -> int:
    """What a person said or refused, into the case."""
    if case is None:
        raise Mistake(
            "--told and --declined are kept in a case: give --case DIR, or go to the folder that holds it"
        )
    if args.file or (args.told and args.declined):
        raise Mistake("give a FILE, or --told, or --declined: one at a time")
    asked = questions.of(case.entries())
    if args.told:
        number, equals, word = args.told.partition("=")
        if not equals:
            raise Mistake(f"--told {args.told}: write ASK=CHOICE")
        one = questions.find(asked, number)
        name = questions.choice(one, word)
        case.add("told", {"id": number, "choice": name, "text": Redactor().text(one.choices[name])})
        done = f"{number}: {name}"
    else:
        number, *why = args.declined
        questions.find(asked, number)
        redactor = masking.redactor_of(case.entries())
        case.add("declined", {"id": number, "why": redactor.text(" ".join(why))})
        done = f"{number}: declined"
    return _process.deliver(lambda: _say(args, done, questions.of(case.entries())), 0)


def _say(args: Namespace, done: str, asked: list[Asked]) -> None:
    still = [one for one in asked if one.open]
    if args.json:
        print(
            json.dumps(
                {"schema": "farhand.answer/1", "recorded": done, "missing": face.missing(still)}, indent=1
            )
        )
    elif not args.quiet:
        _process.say(f"recorded: {done}; still open: {', '.join(one.id for one in still) or 'nothing'}")


def _hand_out(
    args: Namespace, found: list[Taken], asked: list[Asked], opinion: Opinion, told: Told, redactor: Redactor
) -> None:
    document: dict[str, Any] = face.document(found, asked, told.rows, redactor)
    if args.json:
        print(json.dumps({**document, "diagnosis": as_json(opinion.diagnosis)}, indent=1))
    elif not args.quiet:
        from farhand.faces import text

        text.show(lambda console: face.write(document, opinion, console))
