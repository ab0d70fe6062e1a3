"""Twelve questions about the site, as text for a mail; and the answers read back.

Without --answers the form is printed. With it, what came back is read, whatever a mail program made of it,
and told; with a case it is kept there. Given as evidence to `farhand map`, the file counts as well.

  farhand map questions > mail.txt
  farhand map questions --lang de > mail.txt
  farhand map questions --answers reply.txt --case acme-7
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from farhand import inputs, words
from farhand.answers import texts
from farhand.case import Case
from farhand.cli._case import case_of, case_option, spoken
from farhand.cli._common import app_if_any, config_option
from farhand.cli._lang import their_lang_option, their_language
from farhand.errors import Mistake
from farhand.faces import map_form
from farhand.faces.escape import terminal
from farhand.redact import Redactor
from farhand.topology import form
from farhand.topology.form import Answer
from farhand.topology.questions import QUESTIONS

SUMMARY = "twelve questions about the site for a mail; --answers reads them back"


def options(parser: ArgumentParser) -> None:
    config_option(parser)
    case_option(parser)
    their_lang_option(parser)
    parser.add_argument("--answers", metavar="FILE", help="the form as it came back; -: standard input")


def run(args: Namespace) -> int:
    if args.answers:
        return _take(args)
    app = app_if_any(args)
    name = " ".join(filter(None, (app.name, app.version))) if app else "the app"
    with words.speaking(_language(args)):
        made = map_form.text(name, app.contact if app else "")
    print(terminal(made), end="")
    return 0


def _language(args: Namespace) -> str:
    """That of --lang, else that of the customer's contact, where the case says it."""
    case = case_of(args) if not args.their_lang else None
    if case is None:
        return their_language(args)
    with case:
        return their_language(args, spoken(case.entries()))


def _take(args: Namespace) -> int:
    found = _masked(form.read(_text(args.answers)))
    if not found:
        raise Mistake(f"{args.answers}: no answer is in it; each stands behind 'Answer:' below its question")
    case = case_of(args, create=True)
    if case is not None:
        with case:
            _keep(case, found)
    for line in _told(found, case is not None):
        print(terminal(line))
    return 0


def _text(name: str) -> str:
    told = inputs.Told()
    whole = "\n".join(texts.plain(s.name, s.whole) for s in inputs.sources(name, told) if s.whole is not None)
    if told.unreadable:
        raise Mistake(f"{name}: {told.rows[-1]['why']}")
    return whole


def _masked(found: Sequence[Answer]) -> list[Answer]:
    """Somebody may have written a password all the same."""
    redactor = Redactor()
    return [Answer(one.id, one.choice, redactor.text(one.text)) for one in found]


def _keep(case: Case, found: Sequence[Answer]) -> None:
    """What the case does not hold yet."""
    last = {str(e.body.get("id")): dict(e.body) for e in case.entries() if e.kind == "told"}
    for one in found:
        if last.get(one.id) != one.body():
            case.add("told", one.body())


def _told(found: Sequence[Answer], kept: bool) -> list[str]:
    """What was understood, and what is left."""
    said = {one.id: one for one in found}
    where = ", kept in the case" if kept else ""
    lines = [f"{len(found)} of {len(QUESTIONS)} questions have an answer{where}"]
    for ask in QUESTIONS:
        one = said.get(ask.id)
        heard = "; ".join(filter(None, (one.choice, one.text))) if one else "no answer"
        lines.append(f"  {ask.id}: {heard}")
        if one and not one.choice:
            lines.append(f"    (none of its choices: {', '.join(ask.choices)}; kept as words)")
    return lines
