"""What would have found the cause sooner: rules that look at what the case has cost.  Pure."""

from __future__ import annotations

from collections.abc import Iterator

from farhand import causes, checks
from farhand.case.story import ACTION, ANSWER, CUSTOMER, Hypothesis, Row, Story
from farhand.concluding import spans
from farhand.steps import sees

#: Minutes between knowing and handing over that are worth a word; and of a wait.
_LATE, _LONG = 60.0, 60.0
#: Minutes that an earlier question must have saved.
_WORTH = 1.0
#: How sure a diagnosis must be for it to count as known; how surely a check must show the cause to be named.
_KNOWN, _SURE = 0.5, 0.7
_NETWORK = ("customer-network", "customer-security")
_NOBODY = (
    "Nobody was named at the customer. Name a contact with access to the app's surroundings, their time zone "
    "and working hours before the first question: farhand case person."
)
_BEFORE = (
    "The connection belongs to what the site is asked for before the installation: farhand firewall-request "
    "writes it, with the reason for each rule."
)


def of(story: Story, found: Hypothesis | None) -> Iterator[str]:
    """Sentences, the weightiest first."""
    if found:
        yield from _asked_first(story, found)
        yield from _self_test(found)
        yield from _handed_over(story, found)
        yield from (_BEFORE,) if _owner(found) in _NETWORK else ()
    yield from _waits(story)
    yield from _declined(story)
    yield from (_NOBODY,) if story.contact(CUSTOMER) is None else ()


def _asked_first(story: Story, found: Hypothesis) -> Iterator[str]:
    """The answer that showed it, where others were asked before it."""
    known = _known_at(found)
    before = [r for r in story.timeline if r.kind in ("answered", "told") and r.id and r.at <= known]
    if not before:
        return
    told = before[-1]
    asked = _asked_at(story.timeline, told.id)
    others = dict.fromkeys(row.id for row in before if row.id != told.id)
    earlier = {id: at for id in others if (at := _asked_at(story.timeline, id)) and at < asked}
    spent = spans.minutes(min(earlier.values()), asked) if earlier else 0.0
    if spent >= _WORTH:
        others_, saved = ", ".join(list(earlier)[:4]), spans.words(spent)
        yield (
            f"The answer to {told.id} showed it. Asked first, before {others_}, it would have saved {saved}."
        )


def _self_test(found: Hypothesis) -> Iterator[str]:
    every = ((checks.name_of(check), sees.whole(check)) for check in checks.every())
    names = [name for name, sight in every if sight.chance(found.cause, by_probe=True) >= _SURE]
    family = found.cause.partition(".")[0]
    if names:
        shown = family if family in names else ", ".join(sorted(names)[:3])
        yield (
            f"A self-test at the site shows this by itself (check {shown}). Run before the problem is "
            "reported, or with the report, it needs no round trip: farhand self-test."
        )


def _handed_over(story: Story, found: Hypothesis) -> Iterator[str]:
    known = _known_at(found)
    first = next((s.wait.since for s in story.spells if s.wait.kind == ACTION), "")
    late = spans.minutes(known, first) if known and first else 0.0
    if late >= _LATE:
        length = spans.words(late)
        yield (
            f"It was known {length} before it was handed to those who could change it: farhand escalate, in "
            "the first hour."
        )


def _waits(story: Story) -> Iterator[str]:
    """The longest wait for an answer, and how much of it lay outside of working hours."""
    ended = [s for s in story.spells if s.wait.kind == ANSWER and s.until]
    longest = max(ended, key=lambda s: spans.minutes(s.wait.since, s.until), default=None)
    if longest is None:
        return
    person = story.person(longest.wait.who)
    total = spans.minutes(longest.wait.since, longest.until)
    worked = spans.at_work(longest.wait.since, longest.until, person)
    if total < _LONG:
        return
    length, inside, what = spans.words(total), spans.words(worked), longest.wait.what
    if person and person.hours:
        yield (
            f"The longest wait was {length} for {what}, {inside} of it in working hours: agree on a call or "
            "a channel before the next question."
        )
    else:
        yield (
            f"The longest wait was {length} for {what}: agree on a call or a channel before the next "
            "question."
        )
    if worked < total / 2:
        yield "Most of that wait lay outside of their working hours: ask at the beginning of their day."


def _declined(story: Story) -> Iterator[str]:
    names = dict.fromkeys(row.id for row in story.timeline if row.kind == "declined" and row.id)
    if names:
        every = ", ".join(names)
        yield (
            f"Declined were: {every}. Ask what is allowed before the next case, and offer those "
            "steps in another form."
        )


def _owner(found: Hypothesis) -> str:
    return found.owner or (causes.get(found.cause).owner if found.cause in causes.load() else "")


def _known_at(found: Hypothesis) -> str:
    return next((p.at for p in found.points if p.role == "root" and p.confidence >= _KNOWN), "")


def _asked_at(rows: tuple[Row, ...], id: str) -> str:
    return next((row.at for row in rows if row.kind == "asked" and row.id == id), "")
