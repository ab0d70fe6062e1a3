"""A mail message with its headers: the texts of its parts, decoded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from email import message_from_string, policy
from email.message import EmailMessage, Message

from farhand.paste.lines import Line, decoded

ORDER = 10
DONE = "taken out of a mail message"
_HEADER = re.compile(r"^(?:Content-Transfer-Encoding|MIME-Version|Received|Message-ID):", re.IGNORECASE)
_ANY = re.compile(r"^(?:[A-Za-z][\w-]*:|From |[ \t]|$)")


def undo(lines: Sequence[Line]) -> list[Line]:
    """Plain parts first; a part in HTML is left in HTML."""
    start = next((i for i, line in enumerate(lines[:200]) if _HEADER.match(line.text)), None)
    if start is None:
        return list(lines)
    while start and _ANY.match(lines[start - 1].text) and lines[start - 1].text:
        start -= 1
    whole = "\n".join(line.text for line in lines[start:])
    try:
        found = message_from_string(whole, policy=policy.default)
        texts = [text for part in _parts(found) for text in part.split("\n")]
    except Exception:  # what claims to be a message need not be one
        return list(lines)
    return [*lines[:start], *decoded(lines[start:], texts)]


def _parts(found: Message) -> Iterator[str]:
    parts = [part for part in found.walk() if part.get_content_maintype() == "text"]
    for part in sorted(parts, key=lambda one: one.get_content_subtype() == "html"):
        if isinstance(part, EmailMessage):
            data = part.get_payload(decode=True)
            raw = data if isinstance(data, bytes) else b""
            yield raw.decode(_charset(part), "replace").replace("\r\n", "\n")


def _charset(part: EmailMessage) -> str:
    name = part.get_content_charset() or "utf-8"
    try:
        "".encode(name)
    except LookupError:
        return "utf-8"
    return "utf-8" if name == "us-ascii" else name
