"""To whom each root cause goes, by when, and the text to send: evidence, what it is not, the exact request.

Reads what `farhand diagnose` reads, or a case. For each root cause that is sure enough it prints a packet
for its owner: a firewall, proxy, DNS or certificate change, a change at a database with its statements, a
change of the platform, a report for engineering with the way to see it again, or a product request. Undecided
evidence goes to nobody; it prints the next command instead.

With a case each packet is kept as handed over, and its silence is watched; --draft only prints. Real names of
hosts stand in it where the app's environment is visible, at the customer; elsewhere those of the evidence, by
--profile.

  farhand escalate mail.txt outputs/
  farhand escalate --case acme-7 --draft
  farhand escalate --here --to customer-network
  farhand escalate --case acme-7 --due
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from datetime import datetime, timezone
from pathlib import Path

from farhand import escalation, inputs, report
from farhand.case import Case, compliance
from farhand.case.history import of as history_of
from farhand.case.story import of as story_of
from farhand.cli import _process
from farhand.cli._case import case_of, case_option, keep_finding
from farhand.cli._common import config_option, environment_of, environment_options
from farhand.cli._policy import policy_of, policy_options
from farhand.cli.diagnose import declared
from farhand.errors import Mistake
from farhand.escalation import Packet, Reminder, Rules, handing
from farhand.evidence import Opinion, weigh
from farhand.faces import escalation as face
from farhand.inputs import Told
from farhand.look import Environment
from farhand.model import NOTHING, OWNERS, App
from farhand.reading import Source
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
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--quiet", action="store_true", help="print nothing; the exit status tells")


def run(args: Namespace) -> int:
    app = declared(args)
    case = case_of(args)
    if not args.paths and case is None and sys.stdin.isatty():
        raise Mistake("give the evidence to look at, or --case DIR")
    env = environment_of(args, app) if app else None
    told, rules = Told(), rules_of(args, app)
    weighed = _opinion(args, app, case, told)
    if not args.draft:
        keep_finding(case, weighed.diagnosis, weighed.results)
    entries = case.entries() if case else []
    story, now = story_of(entries), escalation.stamp(datetime.now(timezone.utc))
    opinion = handing.redacted(weighed, _redactor(args, app, env, compliance.of(entries).profile))
    found = handing.packets(opinion, story, now, rules, app, env, args.site or story.site)
    found = [one for one in found if args.to in (None, one.escalation.owner)]
    late = escalation.reminders(story, now, rules)
    if case:
        _keep(case, found, args)
        case.close()
    code = UNREADABLE if told.unreadable else _code(args, opinion, found, late)
    return _process.deliver(lambda: _hand_out(args, app, opinion, found, late), code)


def _code(args: Namespace, opinion: Opinion, found: list[Packet], late: list[Reminder]) -> int:
    """With --due: whether anything is late."""
    if args.due:
        return REMIND if late or any(one.escalation.overdue for one in found) else 0
    return report.exit_code(opinion.diagnosis, opinion.results)


def rules_of(args: Namespace, app: App | None) -> Rules:
    """Those of --rules, else of [escalation] rules beside the declaration, else the shipped ones."""
    named = app.sections.get("escalation", NOTHING).get("rules") if app else None
    path = Path(args.rules) if args.rules else Path(app.source).parent / str(named) if app and named else None
    if path is None:
        return escalation.shipped()
    try:
        return escalation.over(path.read_text("utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise Mistake(f"{path}: {getattr(error, 'strerror', None) or 'not a text in UTF-8'}") from None


def _redactor(args: Namespace, app: App | None, env: Environment | None, profile: str) -> Redactor:
    """At the customer real names stay; what is secret is hidden everywhere."""
    secret = {v.name for v in (app.env if app else ()) if v.secret}
    values = {value for name, value in env.values.items() if name in secret} if env else set()
    return Redactor(values, policy=None if env else policy_of(args, app, profile))


def _opinion(args: Namespace, app: App | None, case: Case | None, told: Told) -> Opinion:
    """What all the evidence comes to: the files that are given, and what the case holds."""
    history = history_of(case.entries()) if case else None
    texts = history.all_texts if history else []
    sources = [Source(name or "answer", [text.encode()], text) for name, text in texts]
    names = args.paths or ([] if case else ["-"])
    sources += [source for name in names for source in inputs.sources(name, told)]
    return weigh(sources, Redactor(), app, whole_site=True)


def _keep(case: Case, found: list[Packet], args: Namespace) -> None:
    """What is handed over now; what was handed over before is not kept twice."""
    for packet in found:
        one = packet.escalation
        if not (args.draft or args.due) and one.state == escalation.OPEN:
            to = one.person or one.receiver
            body = {
                "id": one.id,
                "owner": one.owner,
                "to": to,
                "by": one.answer.in_hours or one.answer.at,
                "what": packet.title,
            }
            case.add("escalated", {**body, "text": face.text(packet)})


def _hand_out(
    args: Namespace, app: App | None, opinion: Opinion, found: list[Packet], late: list[Reminder]
) -> None:
    if args.json:
        print(json.dumps(face.document(app, opinion.diagnosis, found, late), indent=1))
    elif not args.quiet:
        due = face.due(found, late) if args.due else face.all_of(opinion.diagnosis, found, args.to or "")
        print(due, end="")
