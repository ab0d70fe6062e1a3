"""What the entries of a case come to: story, declaration, diagnosis, next step, escalations.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from farhand.answers import asked as questions
from farhand.answers.asked import Asked
from farhand.case import Entry, history, story
from farhand.case.story import Story
from farhand.evidence import Opinion
from farhand.exchange import asking, masking, taking
from farhand.hub import maps
from farhand.hub.maps import Drawn
from farhand.model import App
from farhand.redact import Redactor
from farhand.steps.planning import Advice

#: The kinds of entries that a diagnosis rests on.
_EVIDENCE = ("opened", "problem", "answered", "told", "declined")


@dataclass(frozen=True)
class Known:
    """A case as it stands. `version` is the number of its entries."""

    version: int
    entries: tuple[Entry, ...]
    story: Story
    opinion: Opinion
    app: App | None = None
    no_app: str = ""  # why nothing can be planned
    advice: Advice | None = None
    asked: tuple[Asked, ...] = ()
    drawn: Drawn = Drawn()

    @property
    def evidence(self) -> int:
        return _evidence(self.entries)


def of(entries: Sequence[Entry], before: Known | None = None) -> Known:
    """`before` is an earlier version: what rests on evidence alone is taken from it where none has come."""
    asked = tuple(questions.of(entries))
    if before and before.evidence == _evidence(entries):
        told = story.of(entries)
        return replace(before, version=len(entries), entries=tuple(entries), story=told, asked=asked)
    app, why = masking.declared(entries)
    opinion = taking.opinion(entries, Redactor(), app)
    return Known(
        version=len(entries),
        entries=tuple(entries),
        story=story.of(entries),
        opinion=opinion,
        app=app,
        no_app=why,
        advice=_advice(entries, opinion, app) if app else None,
        asked=asked,
        drawn=maps.of(entries, app),
    )


def _advice(entries: Sequence[Entry], opinion: Opinion, app: App) -> Advice:
    return asking.advice(app, history.of(entries), opinion, "call", asking.platform_of(app))


def _evidence(entries: Sequence[Entry]) -> int:
    return sum(e.kind in _EVIDENCE for e in entries)
