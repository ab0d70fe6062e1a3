"""What of a case its customer sees: what is asked of them, what they sent, what was written to them.  Pure.

All else stays with the vendor: notes, diagnoses and hypotheses, decisions, escalations, other people's files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from farhand import commands
from farhand.answers import asked as questions
from farhand.case import Entry
from farhand.case.story import CUSTOMER, Story
from farhand.faces import promise
from farhand.hub.who import Who
from farhand.model import App, Command
from farhand.words import _, said

#: The channel of messages that a customer reads here.
CHANNEL = "workbench"
#: What customers do, as entries.
_THEIRS = ("answered", "told", "declined", "file")
_MOST = 300


@dataclass(frozen=True)
class Task:
    """One thing that is asked of the customer: a command to run, or a question with choices."""

    id: str
    at: str
    question: str = ""
    choices: dict[str, str] = field(default_factory=dict)
    command: str = ""
    why: str = ""
    promise: tuple[str, ...] = ()  # what the command does and does not do
    connects: tuple[str, ...] = ()
    minutes: float = 0.0
    open: bool = True
    closed_by: str = ""
    closed_at: str = ""


@dataclass(frozen=True)
class Sent:
    """One thing that the customer has sent, or a message to them."""

    at: str
    kind: str
    says: str
    text: str = ""
    sha256: str = ""


def is_theirs(entry: Entry, story: Story) -> bool:
    """Was this written by somebody of the customer's side?"""
    author = entry.author.partition("~")[0]
    person = story.person(author)
    return author.startswith("customer-") or (person is not None and person.side == CUSTOMER)


def sees(entry: Entry, story: Story) -> bool:
    """May the customer read this entry?"""
    if entry.kind == "sent":
        return entry.word("channel") == CHANNEL
    return entry.kind == "asked" or (entry.kind in _THEIRS and is_theirs(entry, story))


def version(entries: Sequence[Entry], story: Story) -> int:
    """Changes with all that a customer sees, and with nothing else: also that a question needs no answer."""
    kinds = (*questions.CLOSING, "closed", "reopened", "person", "done")
    return sum(sees(e, story) or e.kind in kinds for e in entries)


def tasks(entries: Sequence[Entry], app: App | None) -> list[Task]:
    """What was asked, in the order in which it was asked last; what needs no answer any more is not open."""
    bodies = {e.word("id"): e for e in entries if e.kind == "asked"}
    over = {e.word("of"): e for e in entries if e.kind == "done"}
    told = {asked.subject: asked.command for asked in commands.of_app(app)} if app else {}
    made = (_task(one, bodies[one.id], told) for one in questions.of(entries))
    return [_done(task, over) for task in made]


def sent(entries: Sequence[Entry], story: Story) -> Iterator[Sent]:
    """What the customer has sent so far, and the messages to them, oldest first; of very many the last."""
    rows = [e for e in entries if e.kind in (*_THEIRS, "sent") and sees(e, story)]
    yield from map(_sent, rows[-_MOST:])


def files(entries: Sequence[Entry], story: Story, who: Who) -> list[str]:
    """Digests of the files that this person may read."""
    mine = (e for e in entries if e.kind == "file")
    return [e.word("sha256") for e in mine if who.role != CUSTOMER or is_theirs(e, story)]


def _task(one: questions.Asked, entry: Entry, told: dict[str, Command]) -> Task:
    script = entry.word("command")
    known = told.get(one.subject, Command(script)) if script else Command("")
    command = replace(
        known,
        script=script,
        seconds=entry.number("seconds") or known.seconds,
        prints=entry.word("prints") or known.prints,
        hides=entry.word("hides") or known.hides,
        why=entry.word("why") or known.why,
    )
    minutes, needs = entry.number("minutes"), entry.word("approval")
    risk = f"{promise.READ_ONLY}, {needs}" if needs else promise.READ_ONLY
    return Task(
        one.id,
        one.at,
        one.question,
        dict(one.choices),
        script,
        command.why,
        promise.of_command(command, minutes, risk) if script else (),
        command.connects,
        minutes,
        one.open,
        one.closed_by,
        one.closed_at,
    )


def _done(task: Task, over: dict[str, Entry]) -> Task:
    end = over.get(task.id)
    if end is None or not task.open or end.at < task.at:
        return task
    return replace(task, open=False, closed_by="done", closed_at=end.at)


def _sent(entry: Entry) -> Sent:
    if entry.kind == "file":
        size = int(entry.number("bytes"))
        return Sent(entry.at, "file", f"{entry.word('name')}, {size:,} bytes", sha256=entry.word("sha256"))
    if entry.kind == "told":
        return Sent(entry.at, "told", said(entry.word("choice")) or _("in words"), entry.word("text"))
    if entry.kind == "declined":
        return Sent(entry.at, "declined", _("not done: {id}").format(id=entry.word("id")), entry.word("why"))
    if entry.kind == "sent":
        return Sent(entry.at, "message", "", entry.word("text"))
    named = _("answer to {id}").format(id=entry.word("id")) if entry.word("id") else _("text")
    return Sent(entry.at, "answered", named, entry.word("text"))
