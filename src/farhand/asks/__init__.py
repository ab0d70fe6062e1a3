"""Questions that only a person can answer, one file each, found by listing.  Pure.

A module has `ASK`, its id being `ask-` and the name of the file, and `SHIFTS`: for each choice, how much
more or less likely some causes are after it. A cause is named by its id, by its family (`proxy.*`), by where
it sits (`side:path`), or by whether it is of one dependency (`one`) or of the whole site (`all`). What is not
named stays as it was. Optional: `applies(app)`, False where the question makes no sense for a declaration.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from typing import Protocol, cast

from farhand import causes, listed
from farhand.model import App, Ask

#: What may always be said.
UNKNOWN = "don't know"


class Question(Protocol):
    """What a module here offers."""

    __name__: str
    ASK: Ask
    SHIFTS: Mapping[str, Mapping[str, float]]


def names() -> list[str]:
    return listed.names(__path__)


def every() -> list[Question]:
    return [cast(Question, importlib.import_module(f"{__name__}.{name}")) for name in names()]


def of_app(app: App) -> Iterator[Question]:
    """The questions that make sense for this declaration."""
    for question in every():
        applies = getattr(question, "applies", None)
        if applies is None or applies(app):
            yield question


def find(ask_id: str) -> Question:
    """The question of that id. Raises LookupError, naming what there is."""
    for question in every():
        if question.ASK.id == ask_id:
            return question
    there = ", ".join(q.ASK.id for q in every())
    raise LookupError(f"there is no question {ask_id!r}; there are: {there}")


def shift(question: Question, choice: str, cause: str, shared: bool) -> float:
    """How much more likely the choice makes this cause; the most exact name counts. `shared`: of the site."""
    rows = question.SHIFTS.get(choice, {})
    family = f"{cause.partition('.')[0]}.*"
    for name in (cause, family, f"side:{causes.get(cause).side}", "all" if shared else "one"):
        if name in rows:
            return rows[name]
    return 1.0
