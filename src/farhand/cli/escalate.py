"""To whom each root cause goes, by when, and the text to send: evidence, what it is not, the exact request.

Reads what `farhand diagnose` reads, or a case. For each root cause that is sure enough it prints a packet
for its owner: a firewall, proxy, DNS or certificate change, a change at a database with its statements, a
change of the platform, a report for engineering with the way to see it again, or a product request. Undecided
evidence goes to nobody; it prints the next command instead.

With a case each packet is kept as handed over, and its silence is watched; --draft only prints. Real names of
hosts stand in it where the app's environment is visible, at the customer; elsewhere those of the evidence, by
--profile. A case travels, so it keeps the text as it is elsewhere.

A packet is in the language of the person of the case whom it goes to (`farhand case person --lang`), else in
English; --lang decides for all. JSON is English.

  farhand escalate mail.txt outputs/
  farhand escalate --case acme-7 --draft
  farhand escalate --here --to customer-network
  farhand escalate --case acme-7 --due
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from farhand import escalation, inputs, report, words
from farhand.case import Case, Entry, compliance
from farhand.case.story import of as story_of
from farhand.cli import _process
from farhand.cli._case import case_of, case_option, keep_finding
from farhand.cli._common import config_option, environment_of, environment_options
from farhand.cli._lang import their_lang_option, their_language
from farhand.cli._policy import policy_of, policy_options
from farhand.cli._rules import rules_of
from farhand.cli.diagnose import declared
from farhand.errors import Mistake
from farhand.escalation import Escalation, Packet, Reminder, handing
from farhand.evidence import Opinion
from farhand.exchange import taking
from farhand.faces import escalation as face
from farhand.inputs import Told
from farhand.look import Environment
from farhand.model import OWNERS, App
from farhand.redact import Redactor

GROUP, SUMMARY = "engineer", "who owns it, by when, and the text to send"
UNREADABLE, REMIND = 2, 3


def options(parser: ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="EVIDENCE", help="files and folders; -: standard input")
    config_option(parser)
    case_option(parser)
    add = parser.add_argument
    add("--to", choices=OWNERS, metavar="OWNER", help=f"only what is theirs: {', '.join(OWNERS)}")
    add("--due", action="store_true", help="what is late: deadlines, and waits to be reminded of")
    add("--draft", action="store_true", help="only print; keep nothing in the case")
    add("--rules", metavar="FILE", help="your own rules, laid over those that come with Farhand")
    add("--site", metavar="NAME", default="", help="the customer's site, as it is called")
    add("--platform", metavar="NAME", help="how --env-file is read")
    environment_options(parser)
    policy_options(parser)
    their_lang_option(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--quiet", action="store_true", help="print nothing; the exit status tells")


#: One packet in every language.
Languages = dict[str, Packet]


@dataclass(frozen=True)
class _Found:
    """What is to be handed over: as the case keeps it, which travels, and as it is shown here."""

    opinion: Opinion
    kept: tuple[Languages, ...]
    shown: tuple[Packet, ...]
    late: tuple[Reminder, ...]


def run(args: Namespace) -> int:
    app, told, language = declared(args), Told(), their_language(args)
    with ExitStack() as open_:
        case = case_of(args)
        if case:
            open_.enter_context(case)
        elif not args.paths and sys.stdin.isatty():
            raise Mistake("give the evidence to look at, or --case DIR")
        weighed = _opinion(args, app, case, told)
        if not (args.draft or args.due):
            keep_finding(case, weighed.diagnosis, weighed.results)
        found = _found(args, app, case.entries() if case else [], weighed)
        if case and not (args.draft or args.due):
            _keep(case, found.kept)
    _tell_unread(args, told, () if case else weighed.diagnosis.unread)
    code = UNREADABLE if told.unreadable else _code(args, found)
    with words.speaking(language):
        return _process.deliver(lambda: _hand_out(args, app, found), code)


def _found(args: Namespace, app: App | None, entries: Sequence[Entry], weighed: Opinion) -> _Found:
    env = environment_of(args, app) if app else None
    rules, story = rules_of(app, args.rules or ""), story_of(entries)
    now, site = escalation.stamp(datetime.now(timezone.utc)), args.site or story.site
    redactor = _redactor(args, app, env, compliance.of(entries).profile)
    opinion = handing.redacted(weighed, redactor)
    outside = handing.packets(opinion, story, now, rules, app, None, site)
    shown = outside
    if env:
        inside = handing.redacted(weighed, Redactor(redactor.secrets))
        shown = _at_home(outside, handing.packets(inside, story, now, rules, app, env, site))
    kept, told = (tuple(p for p in rows if args.to in (None, _one(p).owner)) for rows in (outside, shown))
    language = words.ENGLISH if args.json else args.their_lang and their_language(args)
    packets = tuple(handing.chosen(rows, story, language) for rows in told)
    return _Found(opinion, kept, packets, tuple(escalation.reminders(story, now, rules)))


def _one(packets: Languages) -> Escalation:
    return packets[words.ENGLISH].escalation


def _code(args: Namespace, found: _Found) -> int:
    """With --due: whether anything is late."""
    if args.due:
        return REMIND if found.late or any(_one(packets).overdue for packets in found.kept) else 0
    return report.exit_code(found.opinion.diagnosis, found.opinion.results)


def _at_home(outside: list[Languages], inside: list[Languages]) -> list[Languages]:
    """With real names for the customer's own teams, and without for the vendor."""
    return [
        own if _one(own).owner.startswith("customer") else other
        for other, own in zip(outside, inside, strict=True)
    ]


def _redactor(args: Namespace, app: App | None, env: Environment | None, profile: str) -> Redactor:
    """What leaves the site is hidden by its profile; the app's own secrets are hidden by their values."""
    secret = {v.name for v in (app.env if app else ()) if v.secret}
    values = {value for name, value in env.values.items() if name in secret} if env else set()
    return Redactor(values, policy=policy_of(args, app, profile))


def _opinion(args: Namespace, app: App | None, case: Case | None, told: Told) -> Opinion:
    """What all the evidence comes to: the files that are given, and what the case holds."""
    names = args.paths or ([] if case else ["-"])
    given = (source for name in names for source in inputs.sources(name, told))
    return taking.opinion(case.entries() if case else (), Redactor(), app, given, whole_site=True)


def _tell_unread(args: Namespace, told: Told, unread: Sequence[Mapping[str, Any]]) -> None:
    """What was given and says nothing: else somebody waits for the verdict of a file that was not read."""
    rows = (*inputs.condensed(unread, told.holders), *told.rows)
    for row in () if args.quiet else rows:
        _process.tell(f"farhand escalate: not read: {row['source']}: {row['why']}")


def _keep(case: Case, found: Sequence[Languages]) -> None:
    """What is handed over now; what was handed over before is not kept twice."""
    for packets in found:
        if _one(packets).state == escalation.OPEN:
            case.add("escalated", face.entry(packets))


def _hand_out(args: Namespace, app: App | None, found: _Found) -> None:
    diagnosis = found.opinion.diagnosis
    if args.json:
        print(json.dumps(face.document(app, diagnosis, found.shown, found.late), indent=1))
    elif args.due and not args.quiet:
        print(face.due(found.shown, found.late), end="")
    elif not args.quiet:
        print(face.all_of(diagnosis, found.shown, args.to or ""), end="")
