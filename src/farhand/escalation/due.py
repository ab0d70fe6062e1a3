"""What is to be handed over, and who has to be reminded, at a given time.  Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from farhand.case.story import ACTION, ANSWER, Hypothesis, Person, Story, Wait, worked
from farhand.diagnose import DECIDES
from farhand.escalation import rules as kept
from farhand.escalation.hours import deadline, moment
from farhand.escalation.nouns import DONE, OPEN, WAITING, Deadline, Escalation, Reminder
from farhand.escalation.rules import Rules
from farhand.model import Diagnosis, Finding

#: Roles by which a participant is known as the one for a receiver, beside the receiver's own name.
_ROLES = {
    "customer-network": ("network", "firewall", "netzwerk"),
    "customer-security": ("security", "ciso", "sicherheit"),
    "customer-platform": ("platform", "operations", "operator", "devops", "infrastructure"),
    "customer-dba": ("dba", "database", "datenbank"),
    "vendor-engineering": ("engineering", "developer", "sre", "backend"),
    "vendor-product": ("product",),
}


def due(story: Story, diagnosis: Diagnosis, now: str, rules: Rules | None = None) -> list[Escalation]:
    """One escalation for each root cause that is sure enough, the most urgent first; none where undecided.

    `now`: RFC 3339; the time counts from the first diagnosis of the case that named the cause, else from now.
    """
    told = rules or kept.shipped()
    found = [_of(finding, story, now, told) for finding in roots(diagnosis)]
    return sorted(found, key=lambda e: (e.state != OPEN, e.by.at))


def roots(diagnosis: Diagnosis) -> list[Finding]:
    """What somebody has to act on: roots that matter, are sure enough, and are not waived."""
    if diagnosis.verdict != "fault":
        return []
    return [
        f for f in diagnosis.causes
        if f.role == "root" and f.critical and not f.waived and f.confidence >= DECIDES
    ]  # fmt: skip


def id_of(finding: Finding) -> str:
    """The name of an escalation in a case: steady for a cause at a subject."""
    return f"escalation.{finding.cause}@{finding.subject}"


def _of(finding: Finding, story: Story, now: str, rules: Rules) -> Escalation:
    receiver = rules.receiver(finding.cause, finding.owner)
    request = rules.request(finding.cause, receiver)
    seconds, because = rules.within(finding.cause, receiver, request)
    person, since = person_for(story, receiver), _since(finding, story, now)
    hours = (person.hours, person.zone) if person else ("", "")
    by = deadline(since, seconds, because, *hours)
    answer = deadline(now, rules.remind(finding.cause, receiver, request), "", *hours)
    state = _state(id_of(finding), story)
    return Escalation(
        id_of(finding),
        finding.cause,
        finding.subject,
        receiver,
        rules.name(receiver),
        request,
        since,
        by,
        answer,
        person.shown if person else "",
        person.contact if person else "",
        state,
        state == OPEN and moment(now) > moment(by.at),
    )


def _since(finding: Finding, story: Story, now: str) -> str:
    """When a diagnosis of the case first named this root; now, where none has."""
    known = (h for h in story.hypotheses if (h.cause, h.subject) == (finding.cause, finding.subject))
    return next((at for h in known if (at := _first(h))), now)


def _first(known: Hypothesis) -> str:
    return next((p.at for p in known.points if p.role == "root" and p.confidence >= DECIDES), "")


def _state(id: str, story: Story) -> str:
    """A case that was opened again since hands it over anew."""
    if any(wait.id == id for wait in story.waits):
        return WAITING
    kinds = [row.kind for row in story.timeline if row.id == id or row.kind == "reopened"]
    last = next((kind for kind in reversed(kinds) if kind in ("escalated", "reopened")), "")
    return DONE if last == "escalated" else OPEN


def person_for(story: Story, receiver: str) -> Person | None:
    """The participant whom the receiver's requests go to: by role; else the customer's contact."""
    side = receiver.partition("-")[0]
    words = (receiver, *_ROLES.get(receiver, ()))
    fits = [p for p in story.people if p.side == side and any(w in p.role.lower() for w in words)]
    if fits or side != "customer":
        return fits[0] if fits else None
    return story.contact()


def reminders(story: Story, now: str, rules: Rules | None = None) -> list[Reminder]:
    """The waits that have gone on for longer than they may, in working hours; the longest first."""
    told = rules or kept.shipped()
    found = [one for wait in story.waits if (one := _reminder(wait, story, now, told))]
    return sorted(found, key=lambda r: r.since)


def limit_of(wait: Wait, story: Story, rules: Rules | None = None) -> Deadline:
    """Until when this wait may go on, by the clock and by the working hours of who is waited for."""
    told = rules or kept.shipped()
    person = _waited_for(wait, story)
    times = list(_sent(wait.id, story))
    seconds, because = _patience(wait, told)
    begin = max([wait.since, *times])
    return deadline(begin, seconds, because, person.hours if person else "", person.zone if person else "")


def _patience(wait: Wait, rules: Rules) -> tuple[float, str]:
    if wait.kind == ANSWER:
        return rules.answer(wait.channel), f"a question by {wait.channel or 'mail'}"
    cause = wait.id.removeprefix("escalation.").partition("@")[0]
    request = rules.request(cause, wait.owner) if wait.owner else ""
    return rules.remind(
        cause, wait.owner, request
    ), f"the silence allowed to {rules.name(wait.owner) or 'them'}"


def _reminder(wait: Wait, story: Story, now: str, rules: Rules) -> Reminder | None:
    if wait.kind not in (ACTION, ANSWER) or story.closed:
        return None
    limit = limit_of(wait, story, rules)
    if moment(now) <= moment(limit.in_hours or limit.at):
        return None
    person = _waited_for(wait, story)
    waited = (moment(now) - moment(wait.since)).total_seconds() / 60
    at_work = worked(wait.since, now, person.hours, person.zone) if person else waited
    to = person.shown if person else wait.who or rules.name(wait.owner) or "the customer"
    made = Reminder(
        wait.id, to, wait.what, wait.since, limit, person.contact if person else "", waited, at_work
    )
    return replace(made, times=len(list(_sent(wait.id, story))))


def _waited_for(wait: Wait, story: Story) -> Person | None:
    named = story.person(wait.who)
    return named or (person_for(story, wait.owner) if wait.owner else story.contact())


def _sent(id: str, story: Story) -> Iterator[str]:
    """When reminders of this wait have left: messages whose `what` names it."""
    yield from (row.at for row in story.timeline if row.kind == "sent" and id and row.id == f"reminder.{id}")
