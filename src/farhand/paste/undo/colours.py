"""Colours and cursor codes of a terminal, also those that lost their ESC or show it as `^[`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from farhand.paste.lines import Line, mapped

ORDER = 5
DONE = "colours and cursor codes taken away"
_ESC = r"(?:\x1b|\u241b|\^\[|\\x1b|\\e|\\033|<ESC>|\ufffd(?=\[))"
_CODES = re.compile(
    rf"{_ESC}\[[0-9;?]{{0,20}}[ -/]?[@-~]|{_ESC}\][^\x07\x1b]{{0,500}}(?:\x07|\x1b\\)"
    rf"|{_ESC}[()][A-Z0-9]|{_ESC}[=>78]"
    r"|\x9b[0-9;?]{0,20}[@-~]"
)
_BARE = re.compile(r"\[(?:\d{1,3}(?:;\d{1,3})*)?[mK]|\[\?\d{1,4}[hl]")
_OVER = re.compile(r"[^\b]\x08")


def undo(lines: Sequence[Line]) -> list[Line]:
    return mapped(lines, [_plain(line.text) for line in lines])


def _plain(text: str) -> str:
    if "[" in text or "\x1b" in text or "\x9b" in text or "\u241b" in text:
        text = _BARE.sub("", _CODES.sub("", text))
    while "\x08" in text and _OVER.search(text):
        text = _OVER.sub("", text)
    if "\r" in text:  # what was written over is not seen
        text = text.rstrip("\r").rpartition("\r")[2]
    return text.replace("\x07", "").replace("\x0f", "")
