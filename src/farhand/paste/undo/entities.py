"""`&gt;`, `&amp;`, `&#39;` and their like, where the tags around are gone."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from farhand.paste.lines import Line, mapped

ORDER = 22
DONE = "HTML entities decoded"
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")


def undo(lines: Sequence[Line]) -> list[Line]:
    """Twice, for a text that was encoded twice."""
    texts = [
        _ENTITY.sub(_plain, _ENTITY.sub(_plain, line.text)) if "&" in line.text else line.text
        for line in lines
    ]
    return mapped(lines, texts)


def _plain(found: re.Match[str]) -> str:
    return html.unescape(found.group())
