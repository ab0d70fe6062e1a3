"""Where a frame begins and ends in a text, however its own lines were broken.  Pure.

The text of the command holds the same words; there they stand behind `out=`, `echo` or `printf`, and where
the host's name belongs stands `$(uname`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from farhand.paste.lines import Line

_BEGIN = re.compile(r"#farhand begin(?= \w+=| *$)")
_END = re.compile(r"#farhand end(?= *$| at=\d| rc=\d| \w{0,4}$)")
_ECHO = re.compile(r"(?:\becho|\bprintf|\bout=) *(?:\$?\\*['\"“”‘’]|&\w+;)?(?:%s|\\+n|\n)*$")
_COMMAND = re.compile(r"host=\s*\$\s*\(|at=\s*\$at|=\s*%s")
_WORD = re.compile(r"(\w+)=(\S*)")
_SEAL = re.compile(r"at=\s*([\d\s]+?)\s*sum=\s*([\d\s]+?)\.([\d\s]+?)\s*lines=\s*([\d,\s]*)")
#: Where it ran there was nothing to make a checksum with.
_NO_SUM = re.compile(r"#farhand end at=(\d+) sum= lines=([\d,]+)")
#: Lines over which the beginning, or the end with all its numbers, may have been broken.
_BROKEN, _NUMBERS = 6, 4000


@dataclass(frozen=True)
class End:
    """The last line of a frame: it begins in `column` of line `first` and goes on to `last`, by index."""

    first: int
    column: int
    last: int
    at: int = 0
    crc: int = -1
    count: int = -1
    lengths: tuple[int, ...] = ()
    rc: int | None = None  # version 1

    @property
    def counted(self) -> bool:
        """It has no checksum, but the lengths of the lines."""
        return not self.sealed and bool(self.lengths)

    @property
    def sealed(self) -> bool:
        return self.crc >= 0


def begin_at(lines: Sequence[Line], index: int) -> int:
    """The column in which a frame begins in this line; -1 where none does."""
    text = lines[index].text
    for found in _BEGIN.finditer(text) if "#farhand begin" in text else ():
        if not _ECHO.search(text[: found.start()]) and not _COMMAND.search(_ahead(lines, index, found.end())):
            return found.start()
    return -1


def end_at(lines: Sequence[Line], index: int) -> End | None:
    """The end of a frame in this line."""
    text = lines[index].text
    found = _END.search(text) if "#farhand end" in text else None
    if not found or _ECHO.search(text[: found.start()]):
        return None
    ahead = _ahead(lines, index, found.end())
    old = re.match(r"\s*rc=(\d{1,3})", ahead)
    if old:
        return End(index, found.start(), index, rc=int(old.group(1)))
    if _COMMAND.search(ahead):
        return None
    bare = _NO_SUM.match(text[found.start() :].rstrip())
    if bare:
        lengths = tuple(int(word[:7]) for word in bare.group(2).split(",") if word)
        return End(index, found.start(), index, int(bare.group(1)[:12]), lengths=lengths)
    return _sealed(lines, index, found.start())


def further_in(before: str, opened: str | None) -> bool:
    """Is what stands before a mark that of the frame it is in, and blanks? Then it is a line of its body."""
    return (
        opened is not None
        and before != opened
        and before.startswith(opened)
        and not before[len(opened) :].strip()
    )


def words_of(begin: str) -> dict[str, str]:
    """What the beginning says of a frame, undecoded."""
    return dict(_WORD.findall(begin[:4000]))


def _ahead(lines: Sequence[Line], index: int, column: int) -> str:
    """The rest of this line and a few more, up to the next mark."""
    rest = [lines[index].text[column:]]
    for line in lines[index + 1 : index + _BROKEN]:
        rest.append(line.text.strip())
    return "".join(rest).partition("#farhand")[0]


def _sealed(lines: Sequence[Line], index: int, column: int) -> End:
    """With its seal, if the numbers agree: the lengths, with a line feed each, add up to the bytes."""
    joined = lines[index].text[column:].rstrip()
    best = End(index, column, index)
    for last in range(index, min(index + _NUMBERS, len(lines))):
        if last > index:
            more = lines[last].text.strip()
            if "#farhand" in more or len(joined) > 1_000_000:
                break
            joined += more
        found = _SEAL.search(joined)
        if found:
            at, crc, count = (int("".join(found.group(i).split())[:20]) for i in (1, 2, 3))
            lengths = _lengths(found.group(4), count)
            if lengths:
                return End(index, column, last, at, crc, count, lengths)
            best = best if best.sealed else End(index, column, index, at, crc, count)
        if last - index > 12 and not re.fullmatch(r"[\d,\s]*", lines[last].text):
            break
    return best


def _lengths(text: str, count: int) -> tuple[int, ...]:
    """The first numbers that add up; none where they do not."""
    found, total = [], 0
    for word in "".join(text.split()).split(","):
        if not word.isdigit() or len(word) > 7:
            return ()
        found.append(int(word))
        total += int(word) + 1
        if total >= count:
            return tuple(found) if total == count else ()
    return ()
