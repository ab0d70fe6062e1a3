"""A message as Slack's Block Kit, within its documented limits.  Pure.

50 blocks a message, 150 characters in a header, 3000 in the text of a section. `&`, `<` and `>` are
escaped, so no text can mention anybody (<!channel>, <@U123>) or be a link; `verbatim` keeps Slack from
making links and mentions itself. What must stay as it is stands between lines of three backticks, which the
text in it cannot close; in prose the signs of Slack's markup are replaced by others that look alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from farhand.channels.model import Message, Section

BLOCKS, HEADER, SECTION, FALLBACK = 50, 150, 3000, 3000
_FENCE = "```"
#: Signs of Slack's markup -> others that look alike and mean nothing to it.
_LOOK_ALIKE = str.maketrans({"*": "∗", "~": "∼", "`": "ˋ"})
#: Inside of a name an underscore means nothing to it.
_UNDERSCORE = re.compile(r"(?<!\w)_|_(?!\w)")


def payload(message: Message) -> dict[str, Any]:
    """The JSON that an incoming webhook takes."""
    return {
        "text": escaped(message.title)[:FALLBACK],
        "blocks": blocks(message),
        "mrkdwn": False,
        "link_names": False,
        "parse": "none",
        "unfurl_links": False,
        "unfurl_media": False,
    }


def blocks(message: Message) -> list[dict[str, Any]]:
    """At most 50 blocks; where there would be more, the last one says what is left out."""
    header = {"type": "header", "text": {"type": "plain_text", "text": _short(message.title), "emoji": False}}
    parts = [_section(text) for section in message.sections for text in _texts(section)]
    room = BLOCKS - 1
    if len(parts) > room:
        left = len(parts) - (room - 1)
        parts = [
            *parts[: room - 1],
            _section(f"{left} more parts are left out here: the whole text is in the case."),
        ]
    return [header, *parts]


def escaped(text: str) -> str:
    """As Slack wants it: the three signs, and nothing else."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _short(title: str) -> str:
    """A header is cut, never refused; it is escaped, too, and an escape is not cut in half."""
    text = title
    while len(escaped(text)) > HEADER:
        text = f"{text[:-2]}…"
    return escaped(text)


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _texts(section: Section) -> Iterator[str]:
    """The texts of a section, each within the limit; the title stands above the first."""
    if not section.text.strip() and not section.title:
        return
    title = f"*{prose(section.title)}*\n" if section.title else ""
    room = SECTION - len(title) - 2 * len(_FENCE) - 2
    for number, part in enumerate(_parts(section.text, room, section.literal)):
        body = f"{_FENCE}\n{part}\n{_FENCE}" if section.literal else part
        yield f"{title if not number else ''}{body}"


def prose(text: str) -> str:
    return escaped(_UNDERSCORE.sub("ˍ", text.translate(_LOOK_ALIKE)))


def literal(text: str) -> str:
    """Text between fences: three backticks in it would close them."""
    return escaped(text.replace(_FENCE, "ˋˋˋ"))


def _parts(text: str, room: int, is_literal: bool) -> Iterator[str]:
    """The text, made ready, in parts of at most `room` characters, cut between lines where that can be."""
    ready = literal if is_literal else prose
    part = ""
    for line in text.split("\n"):
        for piece in _pieces(ready(line), room):
            if part and len(part) + 1 + len(piece) > room:
                yield part
                part = piece
            else:
                part = f"{part}\n{piece}" if part else piece
    if part.strip():
        yield part


def _pieces(line: str, room: int) -> Iterator[str]:
    """One line that is already escaped, in pieces; an escape (at most five characters) stays whole."""
    while len(line) > room:
        end = room
        amp = line.rfind("&", end - 5, end)
        if amp >= 0 and ";" not in line[amp:end]:
            end = amp
        yield line[:end]
        line = line[end:]
    yield line
