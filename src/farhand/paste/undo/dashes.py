"""Long dashes that were two hyphens. Where one was typed, the length of a sealed line tells."""

from __future__ import annotations

from collections.abc import Sequence

from farhand.paste.lines import Line, mapped

ORDER = 61
DONE = "long dashes made hyphens again"


def undo(lines: Sequence[Line]) -> list[Line]:
    return mapped(lines, [line.text.replace("—", "--").replace("–", "--") for line in lines])
