"""An escalation as text: for the terminal and a mail, the same words.  Pure.

All that is in it comes from evidence: control characters are made visible, and no line of it can look like
one of ours, because evidence and commands stand indented.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
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

SCHEMA = "farhand.escalation/1"
_COLUMNS = 96


def text(packet: Packet) -> str:
    """The packet as it is sent: plain lines, at most 96 columns but for evidence and commands."""
    return terminal("\n".join(_lines(packet)).rstrip() + "\n")


def _lines(packet: Packet) -> Iterator[str]:
    yield from _wrapped(packet.title)
    yield ""
    yield from head(packet.escalation)
    yield ""
    yield from _wrapped(packet.paragraph)
    yield from request(packet.request)
    if packet.evidence:
        yield from _headed("Evidence", [f"{place(q.source, q.line)}  {q.text}" for q in packet.evidence])
    yield from _excluded("What it is not, and how that is known", packet.excluded)
    yield from _excluded("Still possible, and what would tell", packet.still_possible)
    if packet.questions:
        yield from ("", f"Questions: {packet.questions}")


def head(one: Escalation) -> Iterator[str]:
    """To whom, and by when an answer is waited for."""
    named = f"{one.person}, {one.receiver}" if one.person else one.receiver
    reach = f" ({one.contact})" if one.contact and one.contact != one.person else ""
    yield f"To:         {named}{reach}"
    yield f"Answer by:  {by(one.answer)}"


def by(limit: Deadline) -> str:
    """Both times: by the clock, and within their hours."""
    local = f"; within their working hours: {limit.local}" if limit.local else ""
    because = f" ({limit.because})" if limit.because else ""
    return f"{limit.at}{local}{because}"


def request(made: Request) -> Iterator[str]:
    """What is asked, as a form: rows, then what is to be run, how it is confirmed and undone."""
    yield from ("", made.title)
    width = max((len(label) for label, _ in made.rows), default=0)
    for label, value in made.rows:
        yield f"  {label.ljust(width)}  {value}"
    yield from _headed("To be run there", made.statements)
    yield from _headed("Step by step", [f"{n}. {step}" for n, step in enumerate(made.steps, 1)])
    yield from _headed("To confirm it afterwards", made.confirm)
    yield from _headed("To undo it", made.undo)


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
    again = f" This is the {_ordinal(one.times + 1)} time that we ask." if one.times else ""
    body = (
        f"We have asked for this on {one.since} and have not heard since ({spent(one.waited_minutes)}, of "
        f"which {spent(one.worked_minutes)} were working hours).{again} Could you tell us where it stands, "
        "or who else could do it? If something is in the way, tell us that: we then go another way."
    )
    lines = [f"Reminder: {one.what}", "", f"To:      {one.to}", "", *_wrapped(body)]
    return terminal("\n".join(lines) + "\n")


def spent(minutes: float) -> str:
    """3 days, 5 hours, 20 minutes: the largest unit that fits."""
    for size, unit in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            count = int(minutes // size)
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return "less than a minute"


def _ordinal(number: int) -> str:
    return {2: "second", 3: "third"}.get(number, f"{number}th")


def all_of(found: Diagnosis, packets: Sequence[Packet], to: str = "") -> str:
    """All packets, one after the other; where there is none, why, and what to do next. `to`: only theirs."""
    if packets:
        parts = (f"{handed(packet.escalation)}\n\n{text(packet)}" for packet in packets)
        return f"\n{'-' * _COLUMNS}\n\n".join(parts)
    return terminal("\n".join(_none(found, to)) + "\n")


def handed(one: Escalation) -> str:
    """Until when it has to leave, or that it has left."""
    if one.state != OPEN:
        return "Handed over, and waited for:" if one.state == WAITING else "Handed over, and done:"
    return f"{'Late. ' if one.overdue else ''}To be handed over by {by(one.by)}:"


def _none(found: Diagnosis, to: str) -> Iterator[str]:
    if found.verdict == "healthy":
        yield "Nothing to hand over: what was looked at works."
        return
    if found.verdict == "fault":
        yield (
            f"Nothing of this is the job of {to}."
            if to
            else "Nothing to hand over: only warnings were found."
        )
        return
    yield "Nothing to hand over yet: the evidence does not decide whose it is."
    for step in found.next[:1]:
        yield from ("", f"Next: {step.question}", *(f"  {line}" for line in step.command.splitlines()))
    if not found.next:
        yield "The next step worth asking: farhand next"


def due(packets: Sequence[Packet], late: Sequence[Reminder]) -> str:
    """What has to be handed over by when, then one reminder for each wait that is too long."""
    lines = [line for packet in packets for line in _due(packet)]
    head = "\n".join(lines) if lines else "Nothing is to be handed over."
    rest = "".join(f"\n{'-' * _COLUMNS}\n\n{reminder(one)}" for one in late)
    return terminal(head) + "\n" + (rest or "Nobody has to be reminded.\n")


def _due(packet: Packet) -> Iterator[str]:
    yield handed(packet.escalation)
    yield from (f"  {line}" for line in (packet.title, *head(packet.escalation)))


def document(
    app: App | None, found: Diagnosis, packets: Sequence[Packet], late: Sequence[Reminder]
) -> dict[str, Any]:
    """The document `farhand.escalation/1`."""
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
