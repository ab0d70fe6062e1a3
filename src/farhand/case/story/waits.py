"""Who is waited for, for what and since when; and what the waiting has cost.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from farhand.case.entry import Entry
from farhand.case.story import hours
from farhand.case.story.nouns import ACTION, ANSWER, CUSTOMER, TURN, VENDOR, Measures, Person, Spell, Wait

#: Kinds that close a question, and those by which the other side moves.
_CLOSING = ("answered", "told", "declined")
_REPLIES = (*_CLOSING, "received", "done")
_OUT = ("asked", "escalated")


def of(entries: Sequence[Entry], known: Sequence[Spell]) -> tuple[Wait, ...]:
    """The waits that are open, oldest first; where nothing is open, whose turn it is."""
    return tuple(spell.wait for spell in known if not spell.until) or _turn(entries)


def spells(entries: Sequence[Entry], people: Sequence[Person]) -> list[Spell]:
    """Every wait that there was, in the order in which it began."""
    found: list[Spell] = []
    agreed = {e.word("of") for e in entries if e.kind == "approval"}
    for entry in entries:
        if entry.kind in _OUT:
            found = [*_ended(found, entry.word("id"), entry.at), Spell(_wait(entry, people, agreed))]
        elif entry.kind in _CLOSING:
            found = _ended(found, entry.word("id"), entry.at)
        elif entry.kind == "done":
            found = _ended(found, entry.word("of"), entry.at)
        elif entry.kind == "closed":
            found = [Spell(s.wait, s.until or entry.at) for s in found]
    return found


def _ended(found: list[Spell], id: str, at: str) -> list[Spell]:
    return [Spell(s.wait, at) if id and s.wait.id == id and not s.until else s for s in found]


def _wait(entry: Entry, people: Sequence[Person], agreed: set[str]) -> Wait:
    id = entry.word("id")
    if entry.kind == "escalated":
        owner = entry.word("owner")
        side = VENDOR if owner.startswith(VENDOR) else CUSTOMER
        return Wait(id, ACTION, side, entry.word("to"), entry.word("what"), entry.at, by=entry.word("by"),
                    owner=owner)  # fmt: skip
    approval = "" if id in agreed else entry.word("approval")
    who = _contact(people)
    return Wait(id, ANSWER, CUSTOMER, who, asked(entry), entry.at, entry.word("channel"), approval=approval)


def _contact(people: Sequence[Person]) -> str:
    there = [p for p in people if p.side == CUSTOMER]
    return next((p.id for p in there if p.role == "contact"), there[0].id if there else "")


def asked(entry: Entry) -> str:
    """What an `asked` entry asks, in a few words."""
    check, subject = entry.word("check"), entry.word("subject")
    named = f"{subject} ({check})" if check and subject and check != subject else subject or check
    return entry.word("question") or named or entry.word("id")


def _turn(entries: Sequence[Entry]) -> tuple[Wait, ...]:
    """Nothing is open: the vendor looks at what came last, or closes the case."""
    last = next(
        (e for e in reversed(entries) if e.kind not in ("finding", "link", "revoked", "person")), None
    )
    if last is None or last.kind == "closed":
        return ()
    what = "the next step, or the closing of the case"
    return (Wait("", TURN, VENDOR, "", what, last.at),)


def measures(entries: Sequence[Entry], known: Sequence[Spell]) -> Measures:
    """Round trips, minutes and bytes."""
    asked_, closed = _kind(entries, "asked"), {e.word("id") for e in entries if e.kind in _CLOSING}
    took = {e.word("id"): e.number("minutes") for e in asked_}
    return Measures(
        round_trips=_round_trips(entries),
        asked=len({e.word("id") for e in asked_}),
        answered=len(
            {e.word("id") for e in entries if e.kind in ("answered", "told") and e.word("id") in took}
        ),
        declined=len({e.word("id") for e in _kind(entries, "declined")}),
        waited_minutes=round(_waited(entries, known), 2),
        effort_minutes=round(sum(m for id, m in took.items() if id in closed), 2),
        bytes_asked=sum(_size(e, "command", "question") for e in asked_),
        bytes_answered=sum(_size(e, "text") for e in _kind(entries, "answered")),
        bytes_sent=int(sum(e.number("bytes") for e in _kind(entries, "sent"))),
        bytes_received=int(sum(e.number("bytes") for e in _kind(entries, "received"))),
        bytes_files=int(sum({e.word("sha256"): e.number("bytes") for e in _kind(entries, "file")}.values())),
    )


def _round_trips(entries: Iterable[Entry]) -> int:
    """How often something was asked and something came back; a batch counts once, also in parts."""
    trips, out = 0, False
    for entry in entries:
        if entry.kind in _OUT:
            out = True
        elif entry.kind in _REPLIES and out:
            trips, out = trips + 1, False
    return trips


def _waited(entries: Sequence[Entry], known: Sequence[Spell]) -> float:
    """Minutes in which at least one wait was open, each minute once."""
    last = entries[-1].at if entries else ""
    spans = hours.merged((s.wait.since, s.until or last) for s in known)
    return sum(hours.worked(begin, end) for begin, end in spans)


def _size(entry: Entry, *names: str) -> int:
    return sum(len(entry.word(name).encode("utf-8", "replace")) for name in names)


def _kind(entries: Iterable[Entry], kind: str) -> list[Entry]:
    return [e for e in entries if e.kind == kind]
