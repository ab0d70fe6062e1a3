"""Until when each wait of a case may last, by the rules of escalation."""

from __future__ import annotations

from collections.abc import Mapping

from farhand.case.story import Story


def of(story: Story, now: str) -> Mapping[str, str]:
    """The id of a wait -> its limit, RFC 3339."""
    return {wait.id: wait.by for wait in story.waits if wait.by}
