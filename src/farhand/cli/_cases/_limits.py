"""Until when each wait of a case may last, by the rules of escalation."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from farhand import declare, escalation
from farhand.case.story import TURN, Story
from farhand.cli._rules import rules_of
from farhand.control import place
from farhand.errors import Mistake
from farhand.escalation import Rules


def of(story: Story, now: str) -> Mapping[str, str]:
    """The id of a wait -> its limit, RFC 3339: in working hours where they are known."""
    rules = _rules_of(_declaration())
    limits = {wait.id: escalation.limit_of(wait, story, rules) for wait in story.waits if wait.kind != TURN}
    return {id: limit.in_hours or limit.at for id, limit in limits.items()}


def _declaration() -> Path | None:
    """The declaration that is found here; None where there is none."""
    try:
        return place.found(None)
    except Mistake:
        return None


@cache
def _rules_of(declaration: Path | None) -> Rules:
    """Its rules; the shipped ones where it has none or cannot be read: a status is told nevertheless."""
    try:
        return rules_of(declare.load(declaration) if declaration else None)
    except Mistake:
        return rules_of(None)
