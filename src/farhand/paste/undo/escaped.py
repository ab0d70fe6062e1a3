"""A text inside a string of JSON, Python or a log: `\\n` for the line's end, `\\"` for the quote."""

from __future__ import annotations

import re
from collections.abc import Sequence

from farhand.paste.lines import Line

ORDER = 25
DONE = "the escapes of a string decoded"
_SIGN = re.compile(r"#farhand begin [^\n]{1,2000}?\\+n")
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)"
)
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "0": "\0"}
#: How often a text may have been put into a string.
_DEPTH = 3


def undo(lines: Sequence[Line]) -> list[Line]:
    made: list[Line] = []
    for line in lines:
        text = line.text
        for _ in range(_DEPTH):
            if not _SIGN.search(text):
                break
            text = _bytes(_ESCAPE.sub(_char, text))
        made += [Line(line.number, part.rstrip("\r")) for part in text.split("\n")]
    return made


def _char(found: re.Match[str]) -> str:
    word = found.group()[1:]
    if word[0] in "ux" and len(word) > 1:
        codes = [int(code, 16) for code in re.split(r"\\?u|x", word) if code]
        return "".join(map(chr, codes)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _PLAIN.get(word, word)


def _bytes(text: str) -> str:
    """`b'h\\xc3\\xa4'` was bytes."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
