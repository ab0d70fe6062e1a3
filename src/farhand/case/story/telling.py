"""Each kind of entry as one plain sentence of the timeline.  Pure.

A kind that a later version knows is told by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from farhand.case.entry import Entry
from farhand.case.story.nouns import Row
from farhand.case.story.waits import asked

#: Characters of a sentence.
_LONGEST = 240


def row(entry: Entry, names: Mapping[str, str]) -> Row:
    """The line that tells this entry; `names`: of authors and other people, by id."""
    tell = _SAYS.get(entry.kind)
    says = tell(entry) if tell else f"an entry of the kind {entry.kind}"
    base = entry.author.partition("~")[0]
    who = names.get(entry.author) or names.get(base) or base
    id = entry.word("id") or entry.word("of")
    detail = next((entry.word(name) for name in _DETAILS.get(entry.kind, ()) if entry.word(name)), "")
    return Row(entry.at, entry.author, who, entry.kind, _short(says), id, detail, entry.digest)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _told(entry: Entry) -> str:
    return f"{entry.word('id')}: {entry.word('choice') or entry.word('text')}"


def _finding(entry: Entry) -> str:
    roots = [row for row in entry.rows_of("causes") if row.get("role", "root") == "root"]
    if not roots:
        verdict = entry.word("verdict") or "undecided"
        return f"diagnosis: {verdict}"
    cause, subject, sure = (roots[0].get(key) for key in ("id", "subject", "confidence"))
    if not isinstance(sure, (int, float)):
        return f"diagnosis: {cause}, {subject}"
    share = f"{sure:.0%}"
    return f"diagnosis: {cause}, {subject} ({share})"


def _answered(entry: Entry) -> str:
    source, id = entry.word("source") or "a paste", entry.word("id")
    return f"answered {id}, from {source}" if id else f"answered without being asked, from {source}"


def _closed(entry: Entry) -> str:
    says, cause = entry.word("says"), entry.word("cause")
    return f"closed: {says} ({cause})" if cause else f"closed: {says}"


def _person(entry: Entry) -> str:
    name, side, role = entry.word("name") or entry.word("id"), entry.word("side"), entry.word("role")
    return f"{name} takes part for the {side}, {role}" if role else f"{name} takes part for the {side}"


_SAYS: Final[Mapping[str, Callable[[Entry], str]]] = {
    "opened": lambda e: f"case opened: {e.word('title')}",
    "problem": lambda e: f"reported: {e.word('says')}",
    "person": _person,
    "asked": lambda e: f"asked {asked(e)}",
    "answered": _answered,
    "declined": lambda e: f"declined {e.word('id')}: {e.word('why')}",
    "told": _told,
    "note": lambda e: f"note: {e.word('says')}",
    "kit": lambda e: f"the checks were written into {e.word('file')}",
    "file": lambda e: f"file {e.word('name')}, {int(e.number('bytes')):,} bytes",
    "finding": _finding,
    "decision": lambda e: f"decided: {e.word('says')}",
    "approval": lambda e: f"agreed to {e.word('of')}: {e.word('says')}",
    "sent": lambda e: f"sent {e.word('what')} to {e.word('to')} by {e.word('channel')}",
    "received": lambda e: f"received from {e.word('from')} by {e.word('channel')}",
    "escalated": lambda e: f"handed to {e.word('to') or e.word('owner')}: {e.word('what')}",
    "done": lambda e: f"done: {e.word('of')}",
    "link": lambda e: f"link {e.word('id')} made, good until {e.word('until')}",
    "revoked": lambda e: f"link {e.word('id')} revoked",
    "closed": _closed,
    "reopened": lambda e: f"opened again: {e.word('says')}",
}
_DETAILS: Final[Mapping[str, tuple[str, ...]]] = {
    "asked": ("command", "question"),
    "answered": ("text",),
    "escalated": ("text",),
}
