"""What an escalation is made of: plain frozen data.  Texts are as they were found; a face escapes them."""

from __future__ import annotations

from dataclasses import dataclass

from farhand.model import Quote

#: Where an escalation stands: not sent yet; sent and waited for; the receiver has said that it is done.
OPEN, WAITING, DONE = "open", "waiting", "done"


@dataclass(frozen=True)
class Deadline:
    """Until when, twice: by the clock, and by the receiver's working hours. RFC 3339, UTC."""

    at: str
    in_hours: str = ""  # the same time counted in their working hours; empty where none are known
    local: str = ""  # that one as their own clock shows it, with the zone
    because: str = ""  # which rule says so


@dataclass(frozen=True)
class Escalation:
    """One root cause that somebody has to act on: who, what kind of request, by when."""

    id: str
    cause: str
    subject: str
    owner: str  # one of model.OWNERS
    receiver: str  # the same in words
    request: str  # the kind of request: a module of requests/
    since: str  # RFC 3339: when the cause was found
    by: Deadline  # until when it is to be handed over
    answer: Deadline  # until when the receiver is to have answered, if it is handed over now
    person: str = ""  # the participant of the case whom it goes to, by name
    contact: str = ""
    state: str = OPEN
    overdue: bool = False


@dataclass(frozen=True)
class Reminder:
    """A wait that has gone on for longer than its limit."""

    id: str
    to: str
    what: str
    since: str
    limit: Deadline
    contact: str = ""
    waited_minutes: float = 0.0
    worked_minutes: float = 0.0  # of these, within their working hours
    times: int = 0  # reminders that have been sent already


@dataclass(frozen=True)
class Excluded:
    """What it is not, and what shows that."""

    what: str
    how: str


@dataclass(frozen=True)
class Request:
    """Exactly what is asked for. Rows are label and value; statements are run at a database."""

    kind: str
    title: str
    asks: str  # one sentence: the change in the receiver's terms
    rows: tuple[tuple[str, str], ...] = ()
    statements: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    confirm: tuple[str, ...] = ()
    undo: tuple[str, ...] = ()


@dataclass(frozen=True)
class Packet:
    """All that the receiver needs, to be sent as it stands."""

    escalation: Escalation
    title: str
    paragraph: str
    request: Request
    evidence: tuple[Quote, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    still_possible: tuple[Excluded, ...] = ()
    questions: str = ""  # whom to ask
    lang: str = "en"  # the language that it is written in
