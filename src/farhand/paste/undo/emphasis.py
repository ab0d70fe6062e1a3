"""Stars around a whole line or a word, as chats and HTML-to-text converters put them for bold type."""

from __future__ import annotations

import re
from collections.abc import Sequence

from farhand.paste.lines import Line, mapped

ORDER = 36
DONE = "marks for bold type taken away"
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|__(?=\S)(.+?)(?<=\S)__")


def undo(lines: Sequence[Line]) -> list[Line]:
    return mapped(
        lines,
        [
            _BOLD.sub(_inner, line.text) if "**" in line.text or "__" in line.text else line.text
            for line in lines
        ],
    )


def _inner(found: re.Match[str]) -> str:
    return found.group(1) or found.group(2)
