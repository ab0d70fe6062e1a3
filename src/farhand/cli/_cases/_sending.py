"""What `farhand case send` says: a text, an escalation, a reminder; and to whom."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from farhand import escalation, words
from farhand.archives import kinds
from farhand.case.entry import Entry, now
from farhand.case.story import CUSTOMER, Story
from farhand.channels.model import Message
from farhand.cli._lang import their_language
from farhand.errors import Mistake
from farhand.escalation import Rules, handing
from farhand.faces import escalation as face

_LARGEST = 1 << 20


def said(args: Namespace, entries: Sequence[Entry], story: Story, rules: Rules) -> tuple[str, str]:
    """What is to be said, and the id of what it is about: a text, a reminder, else the escalation."""
    if args.text:
        return _spoken(" ".join(args.text), "the text"), ""
    if args.file is not None:
        return _read(args.file), ""
    if args.reminder is not None:
        one = _reminder(args.reminder, story, rules)
        return _reminded(args, one, entries, story), f"reminder.{one.id}"
    entry = _escalated(args.escalation or "", entries)
    return _text(entry, _language(args, entry, story)), entry.word("id")


def _language(args: Namespace, entry: Entry | None, story: Story) -> str:
    """That of --lang, else that of the person whom it goes to."""
    return their_language(args, handing.language(story, entry.word("owner") if entry else CUSTOMER))


def _text(entry: Entry, language: str) -> str:
    """As it was handed over, in that language where the case holds it."""
    texts = entry.body.get("texts")
    other = texts.get(language) if isinstance(texts, Mapping) else None
    return other if isinstance(other, str) else entry.word("text")


def _reminded(args: Namespace, one: escalation.Reminder, entries: Sequence[Entry], story: Story) -> str:
    """The reminder, which names what was handed over as that was called in its language."""
    entry = next((e for e in reversed(entries) if e.kind == "escalated" and e.word("id") == one.id), None)
    language = _language(args, entry, story)
    titled = entry is not None and language != words.ENGLISH
    what = face.title_of(_text(entry, language)) if entry and titled else one.what
    with words.speaking(language):
        return face.reminder(replace(one, what=what))


def _read(name: str) -> str:
    try:
        raw = sys.stdin.buffer.read(_LARGEST) if name == "-" else Path(name).read_bytes()[:_LARGEST]
    except OSError as error:
        raise Mistake(f"{name}: {error.strerror or error}") from None
    if what := kinds.binary(raw):
        raise Mistake(f"{name}: it is {what}; a message is a text")
    return _spoken(raw.decode("utf-8", "replace"), name)


def _spoken(text: str, name: str) -> str:
    if not text.strip():
        raise Mistake(f"{name}: there is nothing in it to send")
    return text


def _reminder(id: str, story: Story, rules: Rules) -> escalation.Reminder:
    """Of the wait that is named, else of the oldest one that is too long."""
    late = escalation.reminders(story, now(), rules)
    for one in late:
        if id in ("", one.id):
            return one
    there = f": {', '.join(one.id for one in late)}" if late else ""
    raise Mistake(f"no wait {id or 'of this case'} has gone on for too long{there}")


def _escalated(id: str, entries: Sequence[Entry]) -> Entry:
    """The one that is named, else the newest that has not left yet."""
    found = [e for e in entries if e.kind == "escalated" and id in ("", e.word("id"))]
    left = {e.word("id") for e in entries if e.kind == "sent"}
    if not id:
        found = [e for e in found if e.word("id") not in left]
    if not found:
        raise Mistake(
            f"nothing of the id {id!r} was handed over in this case"
            if id
            else "there is nothing to send: write a text, or hand something over first with farhand escalate"
        )
    return found[-1]


def receivers(args: Namespace, made: Message, entries: Sequence[Entry], story: Story) -> tuple[str, ...]:
    """The addresses of --to, else that of the person whom the message is for."""
    if args.to:
        return tuple(args.to)
    about = made.about.removeprefix("reminder.")
    entry = next((e for e in reversed(entries) if e.kind == "escalated" and e.word("id") == about), None)
    owner = entry.word("owner") if entry else ""
    person = story.person(entry.word("to")) if entry else None
    person = person or (escalation.person_for(story, owner) if owner else story.contact())
    return (person.contact,) if person and "@" in person.contact else ()


def thread(entries: Sequence[Entry], channel: str) -> tuple[str, ...]:
    """The ids of the case's earlier messages of that channel, in and out, oldest first."""
    rows = (e for e in entries if e.kind in ("sent", "received") and e.word("channel") == channel)
    return tuple(id for e in rows if (id := e.word("message") or e.word("id")))


def keeps(story: Story) -> tuple[str, ...]:
    """Who takes part may be named in a message of the case."""
    return tuple(word for p in story.people for word in (p.name, p.contact) if word)
