"""What a case comes to: the nouns.  Texts in them are as they were written; a face escapes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

VENDOR, CUSTOMER = "vendor", "customer"
OPEN, CLOSED = "open", "closed"
#: What a wait is for.
ANSWER, ACTION, TURN = "answer", "action", "turn"
#: The role of a cause that nothing has shown, and that is still possible.
POSSIBLE = "possible"
#: The role of the person whom the customer has named to be asked.
CONTACT = "contact"


@dataclass(frozen=True)
class Person:
    """A participant. `hours` as `mon-fri 09:00-17:00`, in `zone`; empty: at any time."""

    id: str
    name: str = ""
    side: str = VENDOR
    role: str = ""
    contact: str = ""  # where to reach them
    zone: str = ""
    hours: str = ""
    lang: str = ""  # what is written to them: en, de

    @property
    def shown(self) -> str:
        return self.name or self.id


@dataclass(frozen=True)
class Row:
    """One line of the timeline."""

    at: str  # RFC 3339, UTC
    author: str
    who: str  # the author's name, as far as it is known
    kind: str
    says: str  # one plain sentence
    id: str = ""  # of what was asked or answered
    detail: str = ""  # the command, the text that came back
    digest: str = ""  # of the entry


@dataclass(frozen=True)
class Point:
    """How sure one diagnosis was of a cause: 0 to 1; 0 where it no longer named it."""

    at: str
    confidence: float
    role: str = "root"


@dataclass(frozen=True)
class Hypothesis:
    """A cause at a subject, and what the diagnoses said of it, oldest first."""

    cause: str
    subject: str
    owner: str
    says: str
    points: tuple[Point, ...]
    ruled_out_by: str = ""

    @property
    def confidence(self) -> float:
        return self.points[-1].confidence

    @property
    def role(self) -> str:
        return self.points[-1].role


@dataclass(frozen=True)
class RuledOut:
    """A cause that something has excluded, and since when."""

    cause: str
    by: str
    at: str


@dataclass(frozen=True)
class Wait:
    """Who is waited for, for what, since when."""

    id: str
    kind: str  # ANSWER: a question is open; ACTION: it was escalated; TURN: nothing is open, it is their move
    side: str
    who: str  # the person's id, or whom the message was for; empty where nobody is named
    what: str
    since: str
    channel: str = ""
    by: str = ""  # RFC 3339: until when, where the escalation says so
    approval: str = ""  # whose consent is still missing
    owner: str = ""  # of the escalation


@dataclass(frozen=True)
class Spell:
    """One wait from its beginning to its end; `until` is empty where it has not ended."""

    wait: Wait
    until: str = ""


@dataclass(frozen=True)
class Measures:
    """What the case has cost so far."""

    round_trips: int = 0  # something was asked, and something came back
    asked: int = 0
    answered: int = 0
    declined: int = 0
    waited_minutes: float = 0.0  # while at least one question or request was open, up to the last entry
    effort_minutes: float = 0.0  # what the questions that were answered were said to take
    bytes_asked: int = 0  # commands and questions
    bytes_answered: int = 0
    bytes_sent: int = 0  # messages that left
    bytes_received: int = 0
    bytes_files: int = 0


@dataclass(frozen=True)
class File:
    """An attachment; its bytes lie in FOLDER/files/SHA256."""

    sha256: str
    name: str
    bytes: int
    type: str
    at: str
    author: str


@dataclass(frozen=True)
class Link:
    """A customer's link to this case. `digest` is that of its token."""

    id: str
    digest: str
    until: str
    at: str
    revoked: bool = False


@dataclass(frozen=True)
class Decision:
    """What somebody has decided or agreed to. `of` is the id of the question that was agreed to."""

    at: str
    by: str
    says: str
    of: str = ""


@dataclass(frozen=True)
class Closing:
    """How the case ended."""

    at: str
    by: str
    says: str
    cause: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Story:
    """A case, told. All in the order of time."""

    title: str = ""
    site: str = ""
    app: str = ""
    declaration: str = ""  # the text of farhand.toml as it was when the case began
    state: str = OPEN
    opened_at: str = ""
    last_at: str = ""
    reported: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    timeline: tuple[Row, ...] = ()
    verdict: str = ""  # of the last diagnosis
    hypotheses: tuple[Hypothesis, ...] = ()  # the most likely one first
    ruled_out: tuple[RuledOut, ...] = ()
    waits: tuple[Wait, ...] = ()
    spells: tuple[Spell, ...] = ()  # every wait that there was
    measures: Measures = Measures()
    told: Mapping[str, str] = field(default_factory=dict)  # the last choice or text for each question
    decisions: tuple[Decision, ...] = ()  # approvals too
    files: tuple[File, ...] = ()
    links: tuple[Link, ...] = ()
    closing: Closing | None = None

    @property
    def closed(self) -> bool:
        return self.state == CLOSED

    def person(self, id: str) -> Person | None:
        """The participant of that id, or whose name or address that is."""
        fits = (p for p in self.people if id and id in (p.id, p.name, p.contact))
        return next(fits, None)

    def contact(self, side: str = CUSTOMER) -> Person | None:
        """Whom that side has named to be asked; else the first of it."""
        there = [p for p in self.people if p.side == side]
        return next((p for p in there if p.role == CONTACT), there[0] if there else None)
