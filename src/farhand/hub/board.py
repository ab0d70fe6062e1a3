"""A case as the engineer's page lays it out.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from farhand import causes, escalation
from farhand.case.story import TURN, Hypothesis, Row, Story, Wait
from farhand.exchange import asking
from farhand.faces import html
from farhand.faces import steps as steps_face
from farhand.hub.known import Known
from farhand.hub.words import lasting
from farhand.model import Finding, Quote
from farhand.steps import planning
from farhand.steps import words as step_words
from farhand.steps.worth import Step

#: Rows of the timeline on the page of the case; the others are on a page of their own.
RECENT = 25
#: Evidence lines of a cause, characters of one of them, and hypotheses that are shown at once.
_QUOTES, _WIDE, _MOST = 5, 400, 6


@dataclass(frozen=True)
class Cause:
    """A hypothesis with what speaks for it."""

    id: str
    title: str
    subject: str
    sure: float
    role: str
    why: str
    owner: str
    fix: tuple[str, ...] = ()
    evidence: tuple[Quote, ...] = ()
    rules_out: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    before: tuple[float, ...] = ()  # how sure earlier diagnoses were


@dataclass(frozen=True)
class Next:
    """A step that is worth asking now."""

    id: str
    subject: str
    question: str
    why: str
    means: tuple[str, ...]
    minutes: float
    approvals: tuple[str, ...]
    command: str = ""
    prints: str = ""
    hides: str = ""
    choices: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Waiting:
    """Who is waited for: for what, since when, and whether the time is over."""

    id: str
    kind: str
    who: str
    side: str
    what: str
    since: str
    long: str
    by: str = ""
    late: bool = False
    approval: str = ""


def found(known: Known) -> list[Cause]:
    """The causes that the diagnosis of everything names, roots first, each with its evidence."""
    past = {(h.cause, h.subject): h for h in known.story.hypotheses}
    rows = known.opinion.diagnosis.causes[:_MOST]
    return [_cause(one, known, past.get((one.cause, one.subject))) for one in rows]


def possible(known: Known, most: int = 5) -> list[tuple[str, str, float]]:
    """Title, subject and share of what is still possible while nothing was found."""
    if known.advice is None or known.opinion.diagnosis.causes or known.opinion.diagnosis.verdict == "healthy":
        return []
    rows = planning.most_likely(known.advice.belief, most)
    return [(causes.get(c.cause).title, c.subject, share) for c, share in rows]


def next_steps(known: Known) -> list[Next]:
    """What is worth asking and was not asked yet."""
    if known.advice is None or known.app is None or known.story.closed:
        return []
    asked = {one.id for one in known.asked if one.open}
    steps = known.advice.steps or known.advice.open
    return [_next(step, known) for step in steps if step.id not in asked]


def waiting(story: Story, now: datetime) -> list[Waiting]:
    """The open waits, those first whose time is over."""
    rows = [_waiting(wait, story, now) for wait in story.waits]
    return sorted(rows, key=lambda w: (not w.late, w.since))


def headline(story: Story, now: datetime) -> str:
    """In one line: closed, or who is waited for."""
    if story.closed:
        return "closed"
    rows = waiting(story, now)
    first = rows[0] if rows else None
    if first is None or first.kind == TURN:
        return "your turn"
    return f"waiting for {first.who}, {first.long}" + (", too long" if first.late else "")


def _cause(one: Finding, known: Known, past: Hypothesis | None) -> Cause:
    laid = html.cause(one, known.opinion.results)
    quotes = tuple(Quote(q.source, q.line, q.text[:_WIDE]) for q in one.evidence[:_QUOTES])
    points = tuple(point.confidence for point in past.points) if past else ()
    return Cause(
        id=one.cause,
        title=laid.title,
        subject=one.subject,
        sure=one.confidence,
        role=one.role,
        why=laid.why,
        owner=one.owner,
        fix=laid.fix,
        evidence=quotes,
        rules_out=laid.ruled_out,
        open=laid.not_excluded,
        before=points[:-1][-4:],
    )


def _next(step: Step, known: Known) -> Next:
    assert known.app
    assert known.advice
    platform = asking.platform_of(known.app)
    command = steps_face.line_of(known.app, [step], platform) if step.command else ""
    return Next(
        id=step.id,
        subject=step.subject,
        question=step.question,
        why=step.why,
        means=tuple(step_words.means(step, known.advice)),
        minutes=step.minutes,
        approvals=tuple(step.approvals),
        command=command,
        prints=step.command.prints if step.command else "",
        hides=step.command.hides if step.command else "",
        choices=dict(step.means) if step.choices else {},
    )


def _waiting(wait: Wait, story: Story, now: datetime) -> Waiting:
    person = story.person(wait.who)
    who = person.shown if person else wait.who or wait.owner or f"the {wait.side}"
    since = _at(wait.since)
    limit = escalation.limit_of(wait, story) if wait.kind != TURN and since else None
    by = wait.by or (limit.in_hours or limit.at if limit else "")
    end = _at(by)
    return Waiting(
        wait.id, wait.kind, who, wait.side, wait.what, wait.since,
        lasting(max(0.0, (now - since).total_seconds() / 60)) if since else "",
        by, bool(end and now > end), wait.approval,
    )  # fmt: skip


def _at(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text.replace("Z", "+00:00"))
        return at if at.tzinfo else None
    except ValueError:
        return None


def recent(story: Story, most: int = RECENT) -> Sequence[Row]:
    """The newest rows of the timeline, newest first."""
    return tuple(reversed(story.timeline[-most:]))
