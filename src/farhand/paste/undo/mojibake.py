"""UTF-8 that was read as Windows-1252 or Latin-1 on the way: `Ã¤` for `ä`."""

from __future__ import annotations

from collections.abc import Sequence

from farhand.paste.lines import Line, mapped

ORDER = 55
DONE = "the character set set right"


def undo(lines: Sequence[Line]) -> list[Line]:
    return mapped(lines, [line.text if line.text.isascii() else _again(line.text) for line in lines])


def _again(text: str) -> str:
    for codec in ("cp1252", "latin-1"):
        try:
            return text.encode(codec).decode("utf-8")
        except UnicodeError:
            continue
    return text
