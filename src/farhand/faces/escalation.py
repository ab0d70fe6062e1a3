"""An escalation as text: for the terminal and a mail, the same words, in the language of the packet.  Pure.

All that is in it comes from evidence: control characters are made visible, and no line of it can look like
one of ours, because evidence and commands stand indented.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from farhand.escalation import (
    OPEN,
    WAITING,
    Deadline,
    Escalation,
    Excluded,
    Packet,
    Reminder,
    Request,
)
from farhand.faces.escape import terminal
from farhand.model import App, Diagnosis
from farhand.report import next_as_json
from farhand.words import ENGLISH, _, marked, ngettext, said, speaking

SCHEMA = "farhand.escalation/1"
_COLUMNS = 96
#: Days as the clock of `hours` names them.
_DAYS = (
    *(marked("Mon"), marked("Tue"), marked("Wed"), marked("Thu")),
    *(marked("Fri"), marked("Sat"), marked("Sun")),
)


def text(packet: Packet) -> str:
    """The packet as it is sent: plain lines, at most 96 columns but for evidence and commands."""
    with speaking(packet.lang):
        return terminal("\n".join(_lines(packet)).rstrip() + "\n")


def title_of(sent: str) -> str:
    """The title of a packet of which only the text is kept."""
    return " ".join(sent.partition("\n\n")[0].split())


def entry(packets: Mapping[str, Packet]) -> dict[str, Any]:
    """The body of the entry `escalated`, of one packet in every language; English is what machines read."""
    packet = packets[ENGLISH]
    one = packet.escalation
    body = {"id": one.id, "owner": one.owner, "to": one.person or one.receiver}
    body |= {"by": one.answer.in_hours or one.answer.at, "what": packet.title, "text": text(packet)}
    return {**body, "texts": {code: text(other) for code, other in packets.items() if code != ENGLISH}}


def _lines(packet: Packet) -> Iterator[str]:
    yield from _wrapped(packet.title)
    yield ""
    yield from head(packet.escalation)
    yield ""
    yield from _wrapped(packet.paragraph)
    yield from request(packet.request)
    if packet.evidence:
        yield from _headed(_("Evidence"), [f"{place(q.source, q.line)}  {q.text}" for q in packet.evidence])
    yield from _excluded(_("What it is not, and how that is known"), packet.excluded)
    yield from _excluded(_("Still possible, and what would tell"), packet.still_possible)
    if packet.questions:
        yield from ("", _("Questions: {contact}").format(contact=packet.questions))


def head(one: Escalation) -> Iterator[str]:
    """To whom, and by when an answer is waited for."""
    receiver = said(one.receiver)
    named = f"{one.person}, {receiver}" if one.person else receiver
    reach = f" ({one.contact})" if one.contact and one.contact != one.person else ""
    to, answer = _("To:"), _("Answer by:")
    yield f"{to.ljust(len(answer))}  {named}{reach}"
    yield f"{answer}  {by(one.answer)}"


def by(limit: Deadline) -> str:
    """Both times: by the clock, and within their hours."""
    day, _blank, clock = limit.local.partition(" ")
    named = f"{_(day)} {clock}" if day in _DAYS else limit.local
    local = _("; within their working hours: {when}").format(when=named) if limit.local else ""
    because = f" ({said(limit.because)})" if limit.because else ""
    return f"{limit.at}{local}{because}"


def request(made: Request) -> Iterator[str]:
    """What is asked, as a form: rows, then what is to be run, how it is confirmed and undone."""
    yield from ("", made.title)
    width = max((len(row[0]) for row in made.rows), default=0)
    for label, value in made.rows:
        yield f"  {label.ljust(width)}  {value}"
    yield from _headed(_("To be run there"), made.statements)
    yield from _headed(_("Step by step"), [f"{n}. {step}" for n, step in enumerate(made.steps, 1)])
    yield from _headed(_("To confirm it afterwards"), made.confirm)
    yield from _headed(_("To undo it"), made.undo)


def place(source: str, line: int) -> str:
    return f"{source}:{line}" if line else source


def _headed(title: str, rows: Sequence[str]) -> Iterator[str]:
    if rows:
        yield from ("", title)
        yield from (f"  {line}" for row in rows for line in row.splitlines() or [""])


def _excluded(title: str, rows: Sequence[Excluded]) -> Iterator[str]:
    yield from _headed(title, [f"{row.what}: {row.how}" if row.how else row.what for row in rows])


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _COLUMNS, break_long_words=False, break_on_hyphens=False)


def reminder(one: Reminder) -> str:
    """The text by which somebody is reminded: friendly, with what is waited for and since when."""
    again = _again(one.times + 1) if one.times else ""
    body = _(
        "We have asked for this on {since} and have not heard since ({waited}, of which {worked} were "
        "working hours).{again} Could you tell us where it stands, or who else could do it? If something "
        "is in the way, tell us that: we then go another way."
    ).format(since=one.since, waited=spent(one.waited_minutes), worked=spent(one.worked_minutes), again=again)
    title = _("Reminder: {what}").format(what=one.what)
    to = f"{_('To:')}      {said(one.to)}"
    lines = [title, "", to, "", *_wrapped(body)]
    return terminal("\n".join(lines) + "\n")


def spent(minutes: float) -> str:
    """3 days, 5 hours, 20 minutes: the largest unit that fits."""
    if minutes >= 1440:
        count = int(minutes // 1440)
        return ngettext("{count} day", "{count} days", count).format(count=count)
    if minutes >= 60:
        count = int(minutes // 60)
        return ngettext("{count} hour", "{count} hours", count).format(count=count)
    count = int(minutes)
    told = ngettext("{count} minute", "{count} minutes", count).format(count=count)
    return told if count else _("less than a minute")


def _again(times: int) -> str:
    told = {2: _(" This is the second time that we ask."), 3: _(" This is the third time that we ask.")}
    return told.get(times) or _(" This is the {times}th time that we ask.").format(times=times)


def all_of(found: Diagnosis, packets: Sequence[Packet], to: str = "") -> str:
    """All packets, one after the other; where there is none, why, and what to do next. `to`: only theirs."""
    if packets:
        parts = (f"{_handed(packet)}\n\n{text(packet)}" for packet in packets)
        return f"\n{'-' * _COLUMNS}\n\n".join(parts)
    return terminal("\n".join(_none(found, to)) + "\n")


def _handed(packet: Packet) -> str:
    with speaking(packet.lang):
        return terminal(handed(packet.escalation))


def handed(one: Escalation) -> str:
    """Until when it has to leave, or that it has left."""
    if one.state != OPEN:
        return _("Handed over, and waited for:") if one.state == WAITING else _("Handed over, and done:")
    late = _("Late. ") if one.overdue else ""
    return late + _("To be handed over by {when}:").format(when=by(one.by))


def _none(found: Diagnosis, to: str) -> Iterator[str]:
    if found.verdict == "healthy":
        yield _("Nothing to hand over: what was looked at works.")
        return
    if found.verdict == "fault":
        yield (
            _("Nothing of this is the job of {receiver}.").format(receiver=to)
            if to
            else _("Nothing to hand over: only warnings were found.")
        )
        return
    yield _("Nothing to hand over yet: the evidence does not decide whose it is.")
    for step in found.next[:1]:
        yield from ("", _("Next: {question}").format(question=said(step.question)))
        yield from (f"  {line}" for line in step.command.splitlines())
    if not found.next:
        yield _("The next step worth asking: farhand next")


def due(packets: Sequence[Packet], late: Sequence[Reminder]) -> str:
    """What has to be handed over by when, then one reminder for each wait that is too long."""
    lines = [line for packet in packets for line in _due(packet)]
    head = "\n".join(lines) if lines else _("Nothing is to be handed over.")
    rest = "".join(f"\n{'-' * _COLUMNS}\n\n{reminder(one)}" for one in late)
    return terminal(head) + "\n" + (rest or _("Nobody has to be reminded.") + "\n")


def _due(packet: Packet) -> list[str]:
    with speaking(packet.lang):
        lines = (packet.title, *head(packet.escalation))
        return [handed(packet.escalation), *(f"  {line}" for line in lines)]


def document(
    app: App | None, found: Diagnosis, packets: Sequence[Packet], late: Sequence[Reminder]
) -> dict[str, Any]:
    """The document `farhand.escalation/1`, in English."""
    with speaking(ENGLISH):
        return {
            "schema": SCHEMA,
            "app": {"name": app.name if app else "", "version": app.version if app else ""},
            "verdict": found.verdict,
            "escalations": [as_json(packet) for packet in packets],
            "reminders": [{**asdict(one), "text": reminder(one)} for one in late],
            "next": [next_as_json(step) for step in found.next],
        }


def as_json(packet: Packet) -> dict[str, Any]:
    """One packet: the escalation's own fields, then what is sent."""
    row = asdict(packet)
    one = row.pop("escalation")
    row["request"] = {**row["request"], "rows": [list(pair) for pair in packet.request.rows]}
    return {**one, **row, "text": text(packet)}
