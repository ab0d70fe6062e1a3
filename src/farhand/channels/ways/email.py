"""E-mail, by SMTP with TLS; or as an .eml file, to be sent by hand."""

from __future__ import annotations

from argparse import ArgumentParser
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

from farhand.channels import mail, smtp
from farhand.channels.message import plain
from farhand.channels.model import Message, Outgoing, Receipt, Settings
from farhand.channels.secrets import needed
from farhand.errors import Mistake

SUMMARY = "e-mail, by SMTP with TLS, in the thread of the case; or as a file (--eml)"
URL, PASSWORD, SENDER = "FARHAND_SMTP_URL", "FARHAND_SMTP_PASSWORD", "FARHAND_MAIL_FROM"
SECRETS, PUBLIC = (URL, PASSWORD), (SENDER,)


def options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--to", metavar="ADDRESS", action="append", default=[], help="whom it is for; may be repeated")
    add("--cc", metavar="ADDRESS", action="append", default=[], help="who gets a copy; may be repeated")
    add("--from", metavar="ADDRESS", dest="sender", default="", help=f"your address (else {SENDER})")
    add("--reply-to", metavar="ID", default="", help="the Message-ID of the mail that this answers")
    add("--eml", metavar="FILE", help="write the mail into this file and send nothing")


def prepared(message: Message, settings: Settings) -> Outgoing:
    """Raises Mistake for addresses that are none, and where no server is known (but with --eml)."""
    if not (settings.options.get("eml") or settings.only_shown):
        smtp.server(needed(settings.secrets, URL, "the mail server, as smtp://USER@HOST:587"), URL)
    sender = settings.sender or settings.secrets.get(SENDER, "")
    if not sender:
        raise Mistake(f"who sends it? give --from ADDRESS, or set {SENDER}")
    made = mail.composed(message, _with(settings, sender), settings.options.get("date", ""))
    shown = [f"{name}: {made[name]}" for name in ("From", "To", "Cc", "Subject") if made[name]]
    body = made.as_bytes()
    note = f"(text and HTML, {len(body):,} bytes)\n"
    to = ", ".join((*settings.to, *settings.cc))
    preview = "\n".join([*shown, "", plain(message), note])
    return Outgoing("email", to, str(made["Message-ID"]), body, preview)


def _with(settings: Settings, sender: str) -> Settings:
    return Settings(settings.secrets, settings.to, settings.cc, sender, settings.thread, settings.options)


def send(outgoing: Outgoing, settings: Settings) -> Receipt:
    """Hands in exactly the bytes that were shown. Raises Mistake where the server did not take them."""
    where = smtp.server(settings.secrets[URL], URL, settings.secrets.get(PASSWORD, ""))
    made = message_from_bytes(outgoing.body, _class=EmailMessage, policy=SMTP)
    said, tries = smtp.hand_in(made, where)
    return Receipt(said, tries)
