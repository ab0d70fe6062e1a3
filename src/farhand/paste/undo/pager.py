"""What a pager leaves on the screen: `--More--`, `(END)`, `lines 1-23`, `~`, `:`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from farhand.paste.lines import Line

ORDER = 45
DONE = "the marks of a pager taken away"
_MORE = re.compile(
    r"^\s*-- ?[Mm]ore ?--(?:\s*\(\d{1,3}%\))?\s*|^\s*--Mehr--\s*|^\s*Press any key to continue[ .]*"
)
_ALONE = re.compile(
    r"^\s*(?:\(END\)|:|~|lines \d+-\d+(?:/\d+)?(?: \((?:END|\d+%)\))?|\.\.\.skipping\.{0,3})\s*$"
)
_BEHIND = re.compile(r"\s*(?:-- ?[Mm]ore ?--(?:\s*\(\d{1,3}%\))?|\(END\))\s*$")


def undo(lines: Sequence[Line]) -> list[Line]:
    made: list[Line] = []
    for line in lines:
        text = (
            _BEHIND.sub("", _MORE.sub("", line.text)) if "-" in line.text or "(" in line.text else line.text
        )
        if not (_ALONE.match(line.text) or (text != line.text and not text.strip())):
            made.append(Line(line.number, text))
    return made
