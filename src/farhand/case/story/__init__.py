"""A case, told: what its entries come to.  Pure; nothing is kept but the entries.

`of` takes them in any order and gives a `Story`: participants, timeline, hypotheses over time, what was ruled
out, who is waited for, what it has cost. Bodies of entries may come from another site and are not trusted: a
field that is missing or of another type counts as empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from farhand.case.entry import Entry, ordered
from farhand.case.story import hypotheses, telling, waits
from farhand.case.story.hours import worked
from farhand.case.story.nouns import (
    ACTION,
    ANSWER,
    CLOSED,
    CONTACT,
    CUSTOMER,
    OPEN,
    POSSIBLE,
    TURN,
    VENDOR,
    Closing,
    Decision,
    File,
    Hypothesis,
    Link,
    Measures,
    Person,
    Point,
    Row,
    RuledOut,
    Spell,
    Story,
    Wait,
)

__all__ = [
    "ACTION",
    "ANSWER",
    "CLOSED",
    "CONTACT",
    "CUSTOMER",
    "OPEN",
    "POSSIBLE",
    "TURN",
    "VENDOR",
    "Closing",
    "Decision",
    "File",
    "Hypothesis",
    "Link",
    "Measures",
    "Person",
    "Point",
    "Row",
    "RuledOut",
    "Spell",
    "Story",
    "Wait",
    "is_closed",
    "of",
    "worked",
]


def of(entries: Iterable[Entry]) -> Story:
    """The story of these entries, of one copy of a case or of several."""
    rows = ordered(entries)
    people = _people(rows)
    names = {p.id: p.shown for p in people}
    findings, spells = _kind(rows, "finding"), waits.spells(rows, people)
    opened = next(iter(_kind(rows, "opened")), None)
    closing = _closing(rows)
    return Story(
        title=opened.word("title") if opened else "",
        site=opened.word("site") if opened else "",
        app=opened.word("app") if opened else "",
        declaration=opened.word("declaration") if opened else "",
        state=CLOSED if closing else OPEN,
        opened_at=(opened or rows[0]).at if rows else "",
        last_at=rows[-1].at if rows else "",
        reported=tuple(e.word("says") for e in _kind(rows, "problem")),
        people=people,
        timeline=tuple(telling.row(entry, names) for entry in rows),
        verdict=findings[-1].word("verdict") if findings else "",
        hypotheses=hypotheses.of(findings),
        ruled_out=hypotheses.ruled_out(findings),
        waits=waits.of(rows, spells),
        spells=tuple(spells),
        measures=waits.measures(rows, spells),
        told={e.word("id"): e.word("choice") or e.word("text") for e in _kind(rows, "told")},
        decisions=tuple(_decision(e) for e in _kind(rows, "decision", "approval")),
        files=_files(rows),
        links=_links(rows),
        closing=closing,
    )


def _kind(entries: Iterable[Entry], *kinds: str) -> list[Entry]:
    return [e for e in entries if e.kind in kinds]


def _people(rows: Sequence[Entry]) -> tuple[Person, ...]:
    """The last entry of an id counts."""
    found: dict[str, Person] = {}
    for entry in _kind(rows, "person"):
        side = CUSTOMER if entry.word("side") == CUSTOMER else VENDOR
        rest = (entry.word(name) for name in ("role", "contact", "zone", "hours", "lang"))
        found[entry.word("id")] = Person(entry.word("id"), entry.word("name"), side, *rest)
    return tuple(found.values())


def _closing(rows: Sequence[Entry]) -> Closing | None:
    """How the case was closed, unless it was opened again since."""
    last = next(iter(_kind(reversed(rows), "closed", "reopened")), None)
    if last is None or last.kind == "reopened":
        return None
    return Closing(last.at, last.author, last.word("says"), last.word("cause"), last.word("subject"))


def is_closed(entries: Iterable[Entry]) -> bool:
    """Whether these entries close the case, and none opened it again since."""
    return _closing(ordered(entries)) is not None


def _decision(entry: Entry) -> Decision:
    return Decision(entry.at, entry.word("by") or entry.author, entry.word("says"), entry.word("of"))


def _files(rows: Sequence[Entry]) -> tuple[File, ...]:
    found: dict[str, File] = {}
    for e in _kind(rows, "file"):
        size = int(e.number("bytes"))
        one = File(e.word("sha256"), e.word("name"), size, e.word("type"), e.at, e.author)
        found.setdefault(one.sha256, one)
    return tuple(found.values())


def _links(rows: Sequence[Entry]) -> tuple[Link, ...]:
    gone = {e.word("id") for e in _kind(rows, "revoked")}
    made = _kind(rows, "link")
    return tuple(
        Link(e.word("id"), e.word("digest"), e.word("until"), e.at, e.word("id") in gone) for e in made
    )
