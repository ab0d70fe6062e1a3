"""Where a case hangs: who is waited for, for what, since when, and whether a limit has passed.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from farhand.case.story import TURN, VENDOR, Person, Story, Wait
from farhand.concluding import spans


@dataclass(frozen=True)
class Row:
    """One wait as it stands now. Times are RFC 3339 in UTC, lengths minutes."""

    id: str
    side: str
    who: str  # in words
    contact: str
    what: str
    since: str
    waited: float
    worked: float  # of these, within the waiter's working hours
    limit: str = ""  # until when; empty where no rule names one
    passed: bool = False
    approval: str = ""
    turn: bool = False  # nothing is open: it is this side's move


@dataclass(frozen=True)
class Standing:
    """One case as it stands now."""

    case: str
    title: str
    site: str
    state: str
    opened_at: str
    verdict: str
    suspect: str  # the most likely cause, in words; empty where there is none
    rows: tuple[Row, ...]

    @property
    def late(self) -> bool:
        return any(row.passed for row in self.rows)


def of(name: str, story: Story, now: str, limits: Mapping[str, str]) -> Standing:
    """`limits`: the id of a wait -> until when (`farhand.escalation`); an escalation may bring its own."""
    rows = tuple(_row(wait, story, now, limits) for wait in story.waits)
    return Standing(
        name, story.title, story.site, story.state, story.opened_at, story.verdict, _suspect(story), rows
    )


def _row(wait: Wait, story: Story, now: str, limits: Mapping[str, str]) -> Row:
    person = story.person(wait.who)
    if person is None and not wait.who and wait.kind != TURN:
        person = story.contact(wait.side)
    limit = wait.by or limits.get(wait.id, "")
    return Row(
        wait.id,
        wait.side,
        who(wait, person),
        person.contact if person else "",
        wait.what,
        wait.since,
        round(spans.minutes(wait.since, now), 1),
        round(spans.at_work(wait.since, now, person), 1),
        limit,
        bool(limit) and spans.minutes(limit, now) > 0,
        wait.approval,
        wait.kind == TURN,
    )


def who(wait: Wait, person: Person | None) -> str:
    """Who is waited for, in words."""
    if person:
        return f"{person.shown} ({person.side})"
    return wait.who or wait.owner or ("us" if wait.side == VENDOR else "the customer")


def _suspect(story: Story) -> str:
    first = story.hypotheses[0] if story.hypotheses else None
    if first is None or not first.confidence or first.role != "root":
        return ""
    return f"{first.cause} at {first.subject} ({first.confidence:.0%})"
