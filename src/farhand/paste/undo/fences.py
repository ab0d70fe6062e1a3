"""Fences of Markdown and chat: lines of back-ticks, back-ticks around a line, a backslash before a sign."""

from __future__ import annotations

import re
from collections.abc import Sequence

from farhand.paste.lines import Line

ORDER = 35
DONE = "taken out of Markdown"
_FENCE = re.compile(r"^[ >|]*(?:```+|~~~+)[ \w-]{0,20}$")
_STUCK = re.compile(r"^([ >|]*)```+(?=\S)|(?<=\S)```+\s*$")
_TICKS = re.compile(r"^(\s*)`([^`]*)`\s*$")
_SLASH = re.compile(r"\\([\\`*_{}\[\]()<>#+.!|~=&$:'\"-])")


def undo(lines: Sequence[Line]) -> list[Line]:
    kept = [line for line in lines if not _FENCE.match(line.text)]
    return [Line(line.number, _plain(line.text)) for line in kept]


def _plain(text: str) -> str:
    if "`" in text:
        text = _TICKS.sub(r"\1\2", _STUCK.sub(r"\1", text))
    return _SLASH.sub(r"\1", text) if "\\" in text else text
