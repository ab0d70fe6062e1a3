"""What is told when a case is closed.  Pure.

What happened, the cause, what was ruled out, what it cost, and what would have found it sooner.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from farhand import causes
from farhand.case.story import CUSTOMER, VENDOR, Hypothesis, Row, Story, hours
from farhand.concluding import sooner, spans

#: Rows of the timeline that are shown; of long ones the beginning and the end.
_MOST = 200
_DROPPED = "it was suspected; later evidence no longer shows it"


@dataclass(frozen=True)
class Cause:
    """The root cause as it was found."""

    id: str
    subject: str
    title: str
    plain: str
    owner: str
    shown: str  # what showed it
    course: tuple[tuple[str, float], ...]  # how sure the diagnoses were: time, 0 to 1


@dataclass(frozen=True)
class Excluded:
    """Causes that it was not, as id and title, and what excluded them."""

    by: str
    causes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PostMortem:
    """The page, as data. Times are RFC 3339 in UTC."""

    title: str
    site: str
    app: str
    opened_at: str
    closed_at: str
    says: str  # how it was closed
    happened: tuple[str, ...]  # sentences
    cause: Cause | None
    excluded: tuple[Excluded, ...]
    costs: tuple[tuple[str, str], ...]
    sooner: tuple[str, ...]
    decisions: tuple[tuple[str, str, str], ...]  # when, who, what
    files: tuple[tuple[str, str, str], ...]  # name, size, digest
    people: tuple[tuple[str, str, str], ...]  # name, side, role
    timeline: tuple[Row, ...]
    left_out: int = 0  # rows of the timeline


def of(story: Story) -> PostMortem:
    """The post-mortem of a story; of one that is still open, as far as it goes."""
    found = root(story)
    rows, cut = _cut(story.timeline)
    end = story.closing.at if story.closing else story.last_at
    return PostMortem(
        title=story.title or "a case",
        site=story.site,
        app=story.app,
        opened_at=story.opened_at,
        closed_at=end,
        says=story.closing.says if story.closing else "",
        happened=tuple(_happened(story, found)),
        cause=_cause(found) if found else None,
        excluded=tuple(_excluded(story, found)),
        costs=tuple(_costs(story, end)),
        sooner=tuple(sooner.of(story, found)),
        decisions=tuple((d.at, _name(story, d.by), d.says) for d in story.decisions),
        files=tuple((f.name, f"{f.bytes:,} bytes", f.sha256) for f in story.files),
        people=tuple((p.shown, p.side, p.role) for p in story.people),
        timeline=rows,
        left_out=cut,
    )


def root(story: Story) -> Hypothesis | None:
    """The cause that the closing names; else the one that a diagnosis was ever surest of."""
    closing = story.closing
    if closing and closing.cause:
        same = [h for h in story.hypotheses if h.cause == closing.cause]
        exact = [h for h in same if h.subject == closing.subject or not closing.subject]
        return (exact or same or [Hypothesis(closing.cause, closing.subject, "", "", ())])[0]
    roots = [h for h in story.hypotheses if any(p.role == "root" and p.confidence for p in h.points)]
    return max(roots, key=lambda h: max(p.confidence for p in h.points), default=None)


def shown_until(story: Story) -> str:
    """When the root cause was last seen: until then the entries tell of the fault. Empty: it never was."""
    found = root(story)
    return max((p.at for p in found.points if p.confidence), default="") if found else ""


def _cause(found: Hypothesis) -> Cause:
    title, plain, owner = titled(found.cause), "", found.owner
    if found.cause in causes.load():
        entry = causes.get(found.cause)
        plain, owner = " ".join(causes.fill(entry.plain, {}).split()), owner or entry.owner
    course = tuple((p.at, p.confidence) for p in found.points)
    return Cause(found.cause, found.subject, title, plain, owner, found.says, course)


def titled(cause_id: str) -> str:
    """The title of a cause; its id where this Farhand does not know it."""
    return causes.get(cause_id).title if cause_id in causes.load() else cause_id


def _excluded(story: Story, found: Hypothesis | None) -> Iterator[Excluded]:
    """What was suspected and dropped first, then what the evidence excluded while the fault was there."""
    last = shown_until(story)
    out = {one.cause: one.by for one in story.ruled_out if not last or one.at <= last}
    dropped = [h.cause for h in story.hypotheses if not h.confidence and h.cause not in out]
    grouped: dict[str, list[str]] = {}
    for cause, by in [*((cause, _DROPPED) for cause in dropped), *out.items()]:
        if found is None or cause != found.cause:
            grouped.setdefault(by, []).append(cause)
    for by, names in grouped.items():
        yield Excluded(by, tuple((name, titled(name)) for name in dict.fromkeys(names)))


def _happened(story: Story, found: Hypothesis | None) -> Iterator[str]:
    yield f"Opened {_clock(story.opened_at)}: {story.title or 'no title'}."
    yield from (f"Reported: {text}." for text in story.reported[:3])
    shown = next((p for p in found.points if p.role == "root" and p.confidence), None) if found else None
    if found and shown:
        after = spans.words(spans.minutes(story.opened_at, shown.at))
        what = titled(found.cause) + (f", {found.subject}" if found.subject else "")
        sure = f"{shown.confidence:.0%}"
        yield f"{after} later the evidence showed: {what} ({sure} sure)."
    for spell in story.spells:
        if spell.wait.kind == "action":
            who, what = _name(story, spell.wait.who) or spell.wait.owner, spell.wait.what
            took = spans.words(spans.minutes(spell.wait.since, spell.until)) if spell.until else ""
            yield f"Handed to {who}: {what}, done after {took}." if took else f"Handed to {who}: {what}."
    if story.verdict == "healthy":
        yield "What was looked at afterwards works."
    if story.closing:
        yield f"Closed {_clock(story.closing.at)}: {story.closing.says}."


def _costs(story: Story, end: str) -> Iterator[tuple[str, str]]:
    m = story.measures
    yield "from opening to closing", spans.words(spans.minutes(story.opened_at, end))
    yield "round trips", str(m.round_trips)
    asked, answered, declined = m.asked, m.answered, m.declined
    yield "questions asked", f"{asked} ({answered} answered, {declined} declined)"
    yield "waited for answers and changes", spans.words(m.waited_minutes)
    for side in (CUSTOMER, VENDOR):
        total, worked = _waited(story, side, end)
        if total:
            whole, hours_ = spans.words(total), spans.words(worked)
            yield f"of which for the {side}", f"{whole} ({hours_} of it in working hours)"
    effort, files = spans.words(m.effort_minutes), len(story.files)
    yield "work at the site, about", effort
    yield "sent to the site", _bytes(m.bytes_asked + m.bytes_sent)
    yield "came back", _bytes(m.bytes_answered + m.bytes_received)
    yield "attached files", f"{files} ({m.bytes_files:,} bytes)"


def _bytes(number: int) -> str:
    return f"{number:,} bytes"


def _waited(story: Story, side: str, end: str) -> tuple[float, float]:
    """Minutes in which that side was waited for, each once, and those within its contact's working hours."""
    there = [spell for spell in story.spells if spell.wait.side == side]
    held = hours.merged((spell.wait.since, spell.until or end) for spell in there)
    person = story.contact(side)
    total = sum(spans.minutes(begin, until) for begin, until in held)
    return total, sum(spans.at_work(begin, until, person) for begin, until in held)


def _cut(rows: tuple[Row, ...]) -> tuple[tuple[Row, ...], int]:
    if len(rows) <= _MOST:
        return rows, 0
    return (*rows[: _MOST // 2], *rows[-_MOST // 2 :]), len(rows) - _MOST


def _name(story: Story, id: str) -> str:
    person = story.person(id.partition("~")[0])
    return person.shown if person else id


def _clock(at: str) -> str:
    return f"{at[:10]} {at[11:16]} UTC"
