"""A stretch of text as it was before it was escaped, with the way back to the places it came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence


class View:
    """Decoded text. Each piece of it stands for a stretch of the original, of the same length where nothing
    was escaped."""

    def __init__(self) -> None:
        self.text = ""
        self._starts: list[int] = []  # of each piece, in the decoded text
        self._pieces: list[tuple[int, int, bool]] = []  # original start, end, is it as it was

    def back(self, start: int, end: int) -> tuple[int, int]:
        """From where to where in the original `text[start:end]` came from."""
        return self._place(start, False), self._place(end - 1, True)

    def _place(self, at: int, after: bool) -> int:
        number = bisect_right(self._starts, at) - 1
        start, end, same = self._pieces[number]
        if same:
            return start + at - self._starts[number] + after
        return end if after else start


def view(
    text: str, first: int, last: int, escape: re.Pattern[str], meant: Callable[[re.Match[str]], str]
) -> View:
    """`text[first:last]` with each escape replaced by what it means."""
    made, parts, length, at = View(), [], 0, first
    for match in escape.finditer(text, first, last):
        for part, start, end, same in (
            (text[at : match.start()], at, match.start(), True),
            (meant(match), match.start(), match.end(), False),
        ):
            if part:
                made._starts.append(length)
                made._pieces.append((start, end, same))
                parts.append(part)
                length += len(part)
        at = match.end()
    made._starts.append(length)
    made._pieces.append((at, last, True))
    made.text = "".join([*parts, text[at:last]])
    return made


def stretches(text: str, places: Sequence[int], most: int = 4096) -> Iterator[tuple[int, int]]:
    """The lines that these places are in, joined where they follow each other; long lines in part."""
    first = last = -1
    for at in places:
        if at < last:
            continue
        begin = max(text.rfind("\n", max(0, at - most), at) + 1, at - most, 0)
        end = text.find("\n", at, at + most)
        end = min(len(text), at + most) if end < 0 else end
        if last >= 0 and begin <= last + 1:
            last = end
            continue
        if last >= 0:
            yield first, last
        first, last = begin, end
    if last >= 0:
        yield first, last
