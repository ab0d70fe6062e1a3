"""How a line may have been spelled that came as it is, for a length that is known.  Pure."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

_DASHES = "—–"
_RUN = re.compile(r" +")
#: Blanks that are put back at the end of a line; dashes of one line that are tried each for itself.
_BLANKS, _FEW = 200, 3


def size(text: str) -> int:
    """Bytes of it in UTF-8."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogateescape"))


def of(text: str, length: int) -> Iterator[str]:
    """Spellings of exactly that length in bytes, the plainest first."""
    for one in dashes(text):
        for trimmed in (one, one.rstrip(), one.strip(), one.lstrip()):
            if size(trimmed) == length:
                yield trimmed
        indented = one[size(one) - length :] if one.startswith(" ") and size(one) > length else ""
        if indented.startswith(" "):
            yield indented
        if size(one) > length and "  " in one:
            yield from (tabbed for tabbed in _tabbed(one) if size(tabbed) == length)
        if size(one) > length and " " in one and size(one) - one.count(" ") <= length:
            yield from (less for less in _less(one, length) if size(less) == length)


def longer(text: str, length: int) -> Iterator[tuple[str, float]]:
    """The text with what was cut at its ends (blanks, a carriage return, tabs), and how odd that is."""
    for one in dashes(text):
        missing = length - size(one)
        if not 0 < missing <= _BLANKS:
            continue
        yield one + " " * missing, min(missing, 10) * 0.2
        if missing <= 2:
            yield one + " " * (missing - 1) + "\r", 0.4
            yield one + "\t" * missing, 1.0
        yield " " * missing + one, 2.0 + missing * 0.2
        yield "\t" * missing + one, 3.0 + missing


def parted(text: str, length: int) -> tuple[str, str]:
    """The first so many bytes, and the rest."""
    if text.isascii():
        return text[:length], text[length:]
    data = text.encode("utf-8", "surrogateescape")
    return data[:length].decode("utf-8", "surrogateescape"), data[length:].decode("utf-8", "surrogateescape")


def dashes(text: str) -> Iterator[str]:
    """As it is; then each long dash as two hyphens or as one."""
    yield text
    count = sum(text.count(dash) for dash in _DASHES)
    if not count:
        return
    alike = [("--",) * count, ("-",) * count, ("---",) * count]
    mixed = itertools.product(("--", "-"), repeat=count) if count <= _FEW else ()
    for choice in [*alike, *mixed]:
        signs = iter(choice)
        yield "".join(next(signs) if char in _DASHES else char for char in text)


def with_tabs(text: str) -> Iterator[str]:
    """Runs of blanks that a mail program made of tabs, which it then may have broken the line at."""
    seen = {text}
    if "  " in text:
        stops = [_stops(text, 8, least, before) for least in (1, 2) for before in (0, 2)]
        for one in (*stops, re.sub(r" {2,}", "\t", text)):
            if one not in seen:
                seen.add(one)
                yield one


def runs_as_tabs(text: str) -> Iterator[str]:
    """A rest of a line, whose columns are not known: its runs of blanks are tabs."""
    if "  " in text:
        yield re.sub(r" {2,}", "\t", text)


def _tabbed(text: str) -> Iterator[str]:
    """Blanks that were tabs: all runs, those that end at a tab stop, each run alone."""
    yield re.sub(r" {2,}", "\t", text)
    yield _RUN.sub("\t", text)
    for stop, before in ((8, 0), (4, 0), (8, 2), (8, 4), (8, 1), (8, 3)):
        yield _stops(text, stop, 1, before)
        yield _stops(text, stop, 2, before)
    for found in list(_RUN.finditer(text))[:40]:
        yield text[: found.start()] + "\t" + text[found.end() :]


def _stops(text: str, stop: int, least: int, before: int) -> str:
    """`before`: columns that stood before the line when its tabs became blanks."""

    def tab(found: re.Match[str]) -> str:
        start, end = found.start() + before, found.end() + before
        ends = end % stop == 0 and len(found.group()) >= least
        tabs = (end - start // stop * stop) // stop
        return "\t" * tabs if ends else found.group()

    return _RUN.sub(tab, text)


def _less(text: str, length: int) -> Iterator[str]:
    """One run of blanks was made longer."""
    extra = size(text) - length
    for found in list(_RUN.finditer(text))[:40]:
        if len(found.group()) > extra:
            yield text[: found.start()] + text[found.start() + extra :]
