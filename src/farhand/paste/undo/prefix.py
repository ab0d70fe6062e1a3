"""What stands in front of every line: a mail's `> `, an indentation, a log's time and host, a line's number.

The line in which a frame begins shows it; lines that have the like lose it, up to the next frame. A mark that
stands further in than the frame that it is in is a line of its body, put there by what was asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from farhand.paste import marks
from farhand.paste.lines import Line

ORDER = 50
DONE = "what stood before every line taken away"
_QUOTES = re.compile(r"^[>|\s]*[>|][>|\s]*$")
_MOST = 120
_TOKEN = re.compile(r"\d+|[A-Za-z]+|\s+|.", re.DOTALL)


def undo(lines: Sequence[Line]) -> list[Line]:
    made: list[Line] = []
    strip: Callable[[str], str] = str
    opened: str | None = None
    for number, line in enumerate(lines):
        at = marks.begin_at(lines, number)
        before = line.text[:at] if at >= 0 else ""
        if at >= 0 and not marks.further_in(before, opened):
            opened = before
            strip = stripper(before)
            made.append(Line(line.number, line.text[at:]))
        else:
            opened = None if _ends(lines, number, opened) else opened
            made.append(Line(line.number, strip(line.text)))
    return made


def _ends(lines: Sequence[Line], number: int, opened: str | None) -> bool:
    end = marks.end_at(lines, number) if opened is not None and "#farhand end" in lines[number].text else None
    return bool(end and not marks.further_in(lines[number].text[: end.column], opened))


def stripper(before: str) -> Callable[[str], str]:
    """Takes what is like this from the beginning of a line; a line that does not begin so stays as it is."""
    if not before or len(before) > _MOST:
        return str
    if not before.strip():
        width = len(before)
        return lambda text: text[width:] if text[:width].isspace() else text.lstrip()
    pattern = re.compile(_like(before))
    return lambda text: pattern.sub("", text, count=1)


def _like(before: str) -> str:
    """A pattern for what is of the same kind: other numbers, another time, blanks cut at the line's end."""
    if _QUOTES.match(before):
        depth = before.count(">") + before.count("|")
        return rf"^\s*(?:[>|] ?){{{depth}}}"
    core, blanks = before.rstrip(), len(before) - len(before.rstrip())
    parts = "".join(map(_token, _TOKEN.findall(core)))
    return rf"^{parts}(?:\s{{{blanks}}}|$)" if blanks else rf"^{parts}"


def _token(word: str) -> str:
    if word.isdigit():
        return r"\d+"
    if word.isspace():
        return r"\s+"
    return re.escape(word) if len(word) != 3 else r"\w{3}"  # the name of a month or a day
