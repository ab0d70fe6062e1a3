"""A message as an e-mail: text and HTML, in the thread of its case; no text adds a header.  Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from farhand.channels.message import id_of, plain
from farhand.channels.model import Message, Settings
from farhand.errors import Mistake
from farhand.faces.rendering import page

#: An address is local@domain and nothing else; a display name stands in the case, not in a header.
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,200}@[A-Za-z0-9.-]{1,253}>")
#: Earlier messages that are named, besides the first one.
_MOST = 20


def address(text: str) -> str:
    """One address. Raises Mistake for anything that is not exactly one."""
    word = text.strip()
    if not _ADDRESS.fullmatch(word) or ".." in word or word.endswith((".", "-")):
        raise Mistake(f"{text[:80]!r} is no e-mail address; write name@example.com")
    return word


def composed(message: Message, settings: Settings, date: str) -> EmailMessage:
    """The whole mail. `date` is as RFC 5322 has it. Raises Mistake for addresses that are none."""
    sender, to = address(settings.sender), [address(one) for one in settings.to]
    if not to:
        raise Mistake("whom is it for? give --to ADDRESS, or name a contact with farhand case person")
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(addr_spec=sender)
    mail["To"] = [Address(addr_spec=one) for one in to]
    if settings.cc:
        mail["Cc"] = [Address(addr_spec=address(one)) for one in settings.cc]
    mail["Subject"] = subject(message)
    mail["Date"] = date
    mail["Message-ID"] = message_id(message, settings)
    for name, value in _thread(settings.thread):
        mail[name] = value
    mail["Auto-Submitted"] = "no"
    mail.set_content(plain(message), cte="quoted-printable")
    mail.add_alternative(html(message), subtype="html", cte="quoted-printable")
    return mail


def subject(message: Message) -> str:
    """One line: the case, then the title."""
    named = f"[{message.case}] " if message.case else ""
    return " ".join(f"{named}{message.title}".split())


def message_id(message: Message, settings: Settings) -> str:
    """The same for the same message to the same people: servers and readers know what comes twice."""
    id = id_of(message, "email", ",".join((*settings.to, *settings.cc)))
    return f"<{id}@{settings.sender.rpartition('@')[2]}>"


def _thread(earlier: Sequence[str]) -> list[tuple[str, str]]:
    """By these a reader shows all mails of a case together: the first one, and the last ones."""
    known = [id for id in dict.fromkeys(earlier) if _MESSAGE_ID.fullmatch(id)]
    if not known:
        return []
    named = known if len(known) <= _MOST else [known[0], *known[1 - _MOST :]]
    return [("In-Reply-To", known[-1]), ("References", " ".join(named))]


def html(message: Message) -> str:
    """The same as a page: no script, nothing loaded, everything escaped."""
    return page("message.html", ("message.css",), message=message)
