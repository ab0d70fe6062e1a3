"""What was asked in a case, and what of it has come back.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from farhand import words
from farhand.case import Entry
from farhand.errors import Mistake

#: Kinds of entries that close a question.
CLOSING = ("answered", "told", "declined")
#: What was answered in another way, by a report or a word: nobody waits for it any more.
DONE = "done"


@dataclass(frozen=True)
class Asked:
    """One question of a case: a command, or (with choices) one for a person."""

    id: str
    at: str
    subject: str = ""
    check: str = ""
    question: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    closed_by: str = ""  # answered, told, declined or done
    closed_at: str = ""

    @property
    def open(self) -> bool:
        return not self.closed_by

    @property
    def what(self) -> str:
        """As it is named to a reader."""
        if self.question:
            return self.question
        return (
            f"{self.check} of {self.subject}" if self.check and self.check != self.subject else self.subject
        )


def of(entries: Iterable[Entry]) -> list[Asked]:
    """Every question, in the order in which it was asked last."""
    found: dict[str, Asked] = {}
    for entry in entries:
        number = str(entry.body.get("of" if entry.kind == DONE else "id") or "")
        if entry.kind == "asked" and number:
            found.pop(number, None)
            found[number] = _asked(number, entry)
        elif entry.kind in (*CLOSING, DONE) and number in found:
            found[number] = _closed(found[number], entry)
    return list(found.values())


def find(asked: Sequence[Asked], number: str) -> Asked:
    """The question of that id. Raises Mistake, naming what is open."""
    for one in asked:
        if one.id == number:
            return one
    there = ", ".join(one.id for one in asked if one.open) or "nothing"
    raise Mistake(f"{number!r} was not asked in this case; open is: {there}")


def choice(one: Asked, word: str) -> str:
    """The choice that a word means. Raises Mistake, naming the choices."""
    if not one.choices:
        raise Mistake(
            f"{one.id} is a command, not a question: paste its output to farhand answer, or use --declined"
        )
    wanted = word.strip().casefold()
    for name in one.choices:
        if any(wanted == said.casefold() for said in words.everywhere(name)):
            return name
    raise Mistake(f"--told {one.id}={word}: the choices are {', '.join(one.choices)}")


def _asked(number: str, entry: Entry) -> Asked:
    body = entry.body
    choices = body.get("choices") or {}
    named = choices if isinstance(choices, Mapping) else {str(word): "" for word in choices}
    subject, check, question = (str(body.get(key) or "") for key in ("subject", "check", "question"))
    return Asked(number, entry.at, subject, check, question, {str(k): str(v) for k, v in named.items()})


def _closed(one: Asked, entry: Entry) -> Asked:
    return Asked(one.id, one.at, one.subject, one.check, one.question, one.choices, entry.kind, entry.at)
