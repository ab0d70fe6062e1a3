"""Send a message of the case: an escalation, a reminder or a text, by Slack, e-mail or a webhook.

What leaves is redacted and shown before; a person says yes, or --yes. Without TEXT it is the escalation that
has not left yet. It is kept in the case, and not sent twice. Secret addresses and passwords come from the
environment or from a file of mode 0600 (--secrets FILE, NAME=value lines):

  Slack     FARHAND_SLACK_WEBHOOK   the address of an incoming webhook
  e-mail    FARHAND_SMTP_URL        smtp://USER@HOST:587 or smtps://USER@HOST:465
            FARHAND_SMTP_PASSWORD, FARHAND_MAIL_FROM
  webhook   FARHAND_WEBHOOK_URL, FARHAND_WEBHOOK_SECRET (whsec_...)

  farhand case send --channel slack --preview
  farhand case send --channel email --to network@customer.example --escalation
  farhand case send --channel email --to ann@customer.example --eml mail.eml "the rule is there, please try"
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timezone
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from farhand import channels
from farhand.bundle import writing
from farhand.case import Case, compliance
from farhand.case.entry import Entry
from farhand.case.story import Story
from farhand.case.story import of as story_of
from farhand.channels import message, secrets
from farhand.channels.model import Message, Outgoing, Receipt, Settings
from farhand.cli import _process
from farhand.cli._case import case_option
from farhand.cli._cases import _sending
from farhand.cli._cases._entries import opened
from farhand.cli._common import app_if_any, config_option
from farhand.cli._lang import their_lang_option
from farhand.cli._policy import policy_of, policy_options
from farhand.cli._rules import rules_of
from farhand.errors import Mistake
from farhand.redact import Redactor

SUMMARY, ORDER = "send an escalation, a reminder or a text by Slack, e-mail or webhook", 6
SCHEMA = "farhand.sent/1"
DECLINED = 4


def options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("text", nargs="*", metavar="TEXT", help="what to say, in quotes (default: the escalation)")
    add("--channel", choices=channels.names(), required=True, help="how it is sent")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--file", metavar="FILE", help="what to say, from a file; -: standard input")
    what.add_argument(
        "--escalation", nargs="?", const="", metavar="ID", help="the one of that id, else the newest"
    )
    what.add_argument(
        "--reminder", nargs="?", const="", metavar="ID", help="of the wait of that id, else the oldest"
    )
    their_lang_option(parser)
    add("--preview", action="store_true", help="show what would leave, and send nothing")
    add("--yes", action="store_true", help="send without asking")
    add("--again", action="store_true", help="also where exactly this has left before")
    add("--secrets", metavar="FILE", default="", help=f"a file of mode 0600 (else {secrets.FILE})")
    for name in channels.names():
        channels.find(name).options(parser.add_argument_group(f"for {name}"))
    case_option(parser)
    config_option(parser)
    policy_options(parser)
    add("--json", action="store_true", help="print what was sent as one JSON document")


def run(args: Namespace) -> int:
    way = channels.find(args.channel)
    with opened(args) as case:
        entries = case.entries()
        story = story_of(entries)
        told = _settings(args, way, entries)
        made = _sealed(args, case, entries, story, told)
        told = replace(told, to=_sending.receivers(args, made, entries, story))
        outgoing = way.prepared(made, told)
        if args.preview:
            return _process.deliver(lambda: _show(outgoing), 0)
        _fresh(args, entries, outgoing)
        if not _agreed(args, outgoing):
            _process.tell("nothing was sent")
            return DECLINED
        if args.eml:
            return _written(args.eml, outgoing)
        receipt = way.send(outgoing, told)
        body = _keep(case, made, outgoing)
    return _process.deliver(lambda: _tell(args, body, receipt), 0)


def _settings(args: Namespace, way: Any, entries: Sequence[Entry]) -> Settings:
    if args.eml and args.channel != "email":
        raise Mistake("--eml goes with --channel email")
    known = secrets.gathered((*way.SECRETS, *getattr(way, "PUBLIC", ())), args.secrets)
    told = {"eml": args.eml, "preview": args.preview, "date": format_datetime(datetime.now(timezone.utc))}
    thread = (*_sending.thread(entries, args.channel), *([args.reply_to] if args.reply_to else []))
    return Settings(known, cc=tuple(args.cc), sender=args.sender, thread=thread, options=told)


def _sealed(args: Namespace, case: Case, entries: Sequence[Entry], story: Story, told: Settings) -> Message:
    """Through the gate: without what is secret, and what the site's rules hide."""
    app = app_if_any(args)
    policy = policy_of(args, app, compliance.of(entries).profile)
    keep = (*policy.keep, *_sending.keeps(story), *([app.contact] if app and app.contact else []))
    hidden = {told.secrets[name] for name in channels.find(args.channel).SECRETS if name in told.secrets}
    redactor = Redactor(secrets.parts_of(hidden), policy=replace(policy, keep=keep))
    text, about = _sending.said(args, entries, story, rules_of(app))
    named = story.title or case.folder.resolve().name
    return message.sealed(message.of_text(redactor.text(text), about, named), redactor)


def _fresh(args: Namespace, entries: Sequence[Entry], outgoing: Outgoing) -> None:
    """Raises Mistake where exactly this message has left by this channel."""
    for entry in entries:
        if entry.kind == "sent" and entry.word("message") == outgoing.id and not args.again:
            raise Mistake(f"exactly this was sent to {outgoing.to} at {entry.at}; --again sends it once more")


def _show(outgoing: Outgoing) -> None:
    print(f"To {outgoing.to} by {outgoing.channel}:\n\n{outgoing.preview}", end="")


def _agreed(args: Namespace, outgoing: Outgoing) -> bool:
    """What leaves is shown to a person first. Raises Mistake where nobody can be asked."""
    if args.yes:
        return True
    if args.json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Mistake("nobody can be asked here whether it may leave; see it with --preview, then give --yes")
    _show(outgoing)
    try:
        return input(f"Send this to {outgoing.to}? [yes / no] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False


def _written(name: str, outgoing: Outgoing) -> int:
    """The mail as a file, for a person to send; whether it leaves is not known here, so nothing is kept."""
    path = Path(name).absolute()
    try:
        writing.write(path, outgoing.body)
    except FileExistsError:
        raise Mistake(f"{name} is there already; give another name") from None
    except OSError as error:
        raise Mistake(f"{name} could not be written: {error.strerror or error}") from None
    _process.tell(f"{name} is written; open it with a mail program and send it from there")
    return 0


def _keep(case: Case, made: Message, outgoing: Outgoing) -> dict[str, Any]:
    body = {
        "id": made.about or outgoing.id,
        "message": outgoing.id,
        "to": outgoing.to,
        "channel": outgoing.channel,
        "what": made.title,
        "bytes": len(outgoing.body),
    }
    case.add("sent", body)
    return body


def _tell(args: Namespace, body: dict[str, Any], receipt: Receipt) -> None:
    if args.json:
        print(json.dumps({"schema": SCHEMA, **body, "said": receipt.said, "tries": receipt.tries}, indent=1))
    else:
        tries = f" after {receipt.tries} tries" if receipt.tries > 1 else ""
        said = f" ({receipt.said})" if receipt.said.startswith("accepted, but") else ""
        _process.tell(f"sent to {body['to']} by {body['channel']}{tries}{said}: {body['bytes']:,} bytes")
