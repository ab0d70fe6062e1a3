"""Until when each wait of a case may last, by the rules of escalation."""

from __future__ import annotations

from collections.abc import Mapping

from farhand import escalation
from farhand.case.story import TURN, Story


def of(story: Story, now: str) -> Mapping[str, str]:
    """The id of a wait -> its limit, RFC 3339: in working hours where they are known."""
    limits = {wait.id: escalation.limit_of(wait, story) for wait in story.waits if wait.kind != TURN}
    return {id: limit.in_hours or limit.at for id, limit in limits.items()}
