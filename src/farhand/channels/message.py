"""From a text to a message, and the gate through which each goes: redacted, then escaped.  Pure."""

from __future__ import annotations

import hashlib
import json
import textwrap
from collections.abc import Iterator
from dataclasses import replace

from farhand.channels.model import Message, Section
from farhand.faces.escape import terminal
from farhand.redact import Redactor

#: Characters of a title, and of a whole message: what is longer belongs into a file.
TITLE, LONGEST = 140, 60_000
#: What a section costs beside its letters: a message is no list of thousands.
_COSTS = 100
_CUT = "… the rest is left out here: it is in the case."


def of_text(text: str, about: str = "", case: str = "") -> Message:
    """A text as a message: its first line is the title; indented lines are literal, under a heading."""
    first, _, rest = text.strip("\n").partition("\n")
    blocks = [block for block in rest.split("\n\n") if block.strip()]
    # A title that was wrapped goes on until the first empty line.
    wrapped = bool(rest) and not rest.startswith("\n") and not blocks[0].startswith(" ")
    title = " ".join(f"{first}\n{blocks.pop(0)}".split()) if wrapped else first.strip()
    return Message(title, tuple(map(_section, blocks)) or (Section(title),), about, case)


def _section(block: str) -> Section:
    """Prose, or a heading with indented lines under it."""
    lines = block.strip("\n").split("\n")
    indented = [line.startswith(" ") for line in lines]
    if all(indented):
        return Section(textwrap.dedent("\n".join(lines)), literal=True)
    if len(lines) > 1 and not indented[0] and all(indented[1:]):
        return Section(textwrap.dedent("\n".join(lines[1:])), lines[0], literal=True)
    return Section("\n".join(lines))


def sealed(message: Message, redactor: Redactor) -> Message:
    """The message as it may leave: nothing secret, nothing that a screen would obey, of bounded size.

    A text is redacted as a whole before it is taken apart (`of_text`); this looks at the parts once more.
    Fails closed: what the redactor raises is raised, and nothing has left.
    """

    def clean(text: str) -> str:
        return terminal(redactor.text(text))

    def line(text: str) -> str:
        short = " ".join(clean(text).split())
        return short if len(short) <= TITLE else f"{short[: TITLE - 1]}…"

    parts = [replace(s, title=line(s.title), text=clean(s.text)) for s in message.sections]
    title = line(message.title) or "A message"
    return replace(message, title=title, sections=tuple(_bounded(parts)), case=line(message.case))


def _bounded(parts: list[Section]) -> Iterator[Section]:
    left = LONGEST
    for part in parts:
        if len(part.text) + len(part.title) > left:
            yield replace(part, text=f"{part.text[: max(0, left)]}\n{_CUT}")
            return
        left -= len(part.text) + len(part.title) + _COSTS
        yield part


def plain(message: Message) -> str:
    """The message as plain text."""
    parts = []
    for section in message.sections:
        body = textwrap.indent(section.text, "  ") if section.literal else section.text
        parts.append(f"{section.title}\n{body}" if section.title else body)
    return "\n\n".join(parts) + "\n"


def id_of(message: Message, channel: str, to: str) -> str:
    """The same for the same message to the same receiver: 32 hexadecimal digits."""
    parts = [channel, to, message.case, message.about, message.title]
    parts += [f"{s.title}\n{s.text}" for s in message.sections]
    return hashlib.sha256(json.dumps(parts).encode("utf-8", "replace")).hexdigest()[:32]
