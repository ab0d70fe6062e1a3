"""What the entries of a case come to: what was reported, asked, answered, told and declined.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from farhand.case.entry import Entry
from farhand.case.superseded import current

#: The id under which a customer declines to run a kit.
KIT = "kit"


@dataclass(frozen=True)
class History:
    """A case so far. Ids are those of the `asked` entries: what was asked, in the words of who planned it."""

    reported: tuple[str, ...] = ()
    asked: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    texts: tuple[tuple[str, str], ...] = ()  # source and text of each answer
    answered: frozenset[str] = frozenset()
    told: tuple[tuple[str, str], ...] = ()  # the last choice for each question
    said: tuple[tuple[str, str], ...] = ()  # id and text, where a person answered in words
    declined: Mapping[str, str] = field(default_factory=dict)
    ended: frozenset[str] = frozenset()  # nobody waits for it any more: it was answered in another way
    kit: str = ""  # the file with the checks that the customer has been sent and has not declined
    kit_checks: frozenset[str] = frozenset()

    @property
    def done(self) -> frozenset[str]:
        """What need not be asked again."""
        return self.answered | self.ended | {i for i, _ in self.told} | set(self.declined)

    @property
    def all_texts(self) -> list[tuple[str, str]]:
        """All that may hold an error text: the report, the answers, and what people said in words."""
        return [*(("what was reported", text) for text in self.reported), *self.texts, *self.said]

    @property
    def pending(self) -> list[str]:
        """What was asked and has not come back."""
        return [i for i in self.asked if i not in self.done]


def of(entries: Iterable[Entry]) -> History:
    """The history that these entries tell; kinds that are not known here are passed over."""
    rows = list(entries)
    kits = [e for e in rows if e.kind == "kit" or (e.kind == "declined" and _id(e) == KIT)]
    kit = kits[-1] if kits and kits[-1].kind == "kit" else None
    told = {_id(e): _word(e, "choice") for e in _kind(rows, "told") if e.body.get("choice")}
    return History(
        reported=tuple(_word(e, "says") for e in _kind(rows, "problem")),
        asked={_id(e): e.body for e in _kind(rows, "asked")},
        texts=tuple((_word(e, "source"), _word(e, "text")) for e in current(_own(_kind(rows, "answered")))),
        answered=frozenset(i for e in _kind(rows, "answered") if (i := _id(e))),
        told=tuple(told.items()),
        said=tuple((_id(e), str(e.body["text"])) for e in _kind(rows, "told") if e.body.get("text")),
        declined={_id(e): _word(e, "why") for e in _kind(rows, "declined")},
        ended=frozenset(_word(e, "of") for e in _kind(rows, "done")),
        kit=_word(kit, "file") if kit else "",
        kit_checks=frozenset(str(name) for name in kit.body.get("checks") or ()) if kit else frozenset(),
    )


def _kind(entries: Iterable[Entry], kind: str) -> list[Entry]:
    return [e for e in entries if e.kind == kind]


def _own(answers: list[Entry]) -> list[Entry]:
    """Without what came from another host or is old (`farhand answer` says so), unless nothing else came."""
    return [e for e in answers if not e.body.get("foreign")] or answers


def _id(entry: Entry) -> str:
    return _word(entry, "id")


def _word(entry: Entry, name: str) -> str:
    return str(entry.body.get(name) or "")
