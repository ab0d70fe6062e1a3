"""Finds signatures in a stream of blocks: in bounded memory, in one pass.  Pure.

A block ends at a line's end. For each anchor word that a block holds, the lines around it are brought to
their plain form and the signatures are confirmed there; first on the line alone, then together with the
lines that follow it, because pasted lines are wrapped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from farhand.signatures.index import Index, lowered
from farhand.signatures.model import Match, Signature
from farhand.signatures.pattern import compile_pattern
from farhand.signatures.plain import LONGEST, plain

BLOCK = 1 << 18
#: How often one signature is confirmed in one source, and how many lines of one block are tried for one word.
MOST_MATCHES, MOST_TRIES = 60, 400
#: Kinds of lines that are remembered, and how often one must have told nothing to be passed over.
MOST_KINDS, SILENT = 20_000, 3
#: Lines that one message may be wrapped over, lines around it in which `near` is looked for.
WRAPPED, NEAR = 4, 12
#: A line that begins a record of its own: it is no continuation of the line before.
_RECORD = re.compile(
    r"\s{0,3}(?:[\[({\"']?\d{4}[-/.]\d\d|\[?\d{1,2}/[A-Z][a-z]{2}/|[A-Z][a-z]{2} [ \d]\d |\d\d:\d\d:\d\d"
    r"|[IWEF]\d{4} |(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|LOG|HINT)\b|[$#>] "
    r"|time=|level=|ts=|\{\"|[\w.-]+[@:~]\S{0,60}[$#] |Warning +\w|Normal +\w|\w+\s{1,4}\|)"
)


def blocks(text: bytes) -> Iterator[bytes]:
    """A text in blocks that end at line ends."""
    at = 0
    while at < len(text):
        end = text.find(b"\n", at + BLOCK)
        end = len(text) if end < 0 else end + 1
        yield text[at:end]
        at = end


def scan(stream: Iterable[bytes], index: Index) -> Iterator[Match]:
    """Every signature that is found, at most MOST_MATCHES times each, in the order of the blocks."""
    state = _State(index)
    line = 1
    for block in stream:
        yield from _block(block, line, state)
        line += block.count(b"\n")


class _State:
    """What is known of a source so far: how often each signature was found, and which lines never tell."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.counts: Counter[int] = Counter()
        self.tried = 0
        self._silent: Counter[frozenset[bytes]] = Counter()

    def told(self, words: set[bytes], found: bool) -> None:
        """Lines with the same words of our vocabulary are of one kind; remember those that told nothing."""
        self.tried += 1
        if len(self._silent) < MOST_KINDS:
            self._silent[frozenset(words & self.index.vocabulary)] += -SILENT if found else 1

    def is_silent(self, words: set[bytes]) -> bool:
        """This kind of line was looked at often enough, in a source long enough, and never told anything."""
        if self.tried < MOST_TRIES:
            return False
        return self._silent[frozenset(words & self.index.vocabulary)] >= SILENT


def _block(block: bytes, first: int, state: _State) -> Iterator[Match]:
    low = lowered(block)
    tries: dict[int, list[tuple[frozenset[bytes], int]]] = {}
    for anchor, rows in state.index.possible(set(low.split())):
        open_rows = [row for row in rows if state.counts[row[1]] < MOST_MATCHES]
        for begin in _lines_with(block, low, anchor) if open_rows else ():
            tries.setdefault(begin, []).extend(open_rows)
    counted, number = 0, first
    for begin in sorted(tries):
        own = set(low[begin : _line_end(block, begin)].split())
        if state.is_silent(own):
            continue
        number += block.count(b"\n", counted, begin)
        counted = begin
        found = list(_around(block, low, begin, number, tries[begin], own, state))
        state.told(own, bool(found))
        yield from found


def _lines_with(block: bytes, low: bytes, word: bytes) -> Iterator[int]:
    """Where each line begins that holds this word."""
    needle, tries = b" " + word + b" ", 0
    at = 0 if low.startswith(needle[1:]) or low == word else low.find(needle)
    while at >= 0 and tries < MOST_TRIES:
        tries += 1
        yield block.rfind(b"\n", 0, at + 1) + 1
        at = low.find(needle, max(at + 1, _line_end(block, at + 1) - 1))
    if tries < MOST_TRIES and low.endswith(needle[:-1]):
        yield block.rfind(b"\n", 0, len(low) - len(word)) + 1


def _around(
    block: bytes,
    low: bytes,
    begin: int,
    number: int,
    rows: list[tuple[frozenset[bytes], int]],
    own: set[bytes],
    state: _State,
) -> Iterator[Match]:
    """Confirms signatures on the line that begins at `begin`, alone or with the lines around it."""
    found: set[int] = set()
    rows = [row for row in rows if state.counts[row[1]] < MOST_MATCHES]
    alone = dict.fromkeys(place for words, place in rows if words <= own)
    if alone:
        lines = ((number, _plain(block[begin : _line_end(block, begin)])),)
        for place in alone:
            match = _confirm(state.index.signatures[place], lines)
            if match and _near(match.signature, block, begin):
                found.add(place)
                state.counts[place] += 1
                yield match
    rest = [row for row in rows if row[1] not in found]
    if rest:
        yield from _wrapped(block, low, begin, number, rest, state)


def _wrapped(
    block: bytes,
    low: bytes,
    begin: int,
    number: int,
    rows: list[tuple[frozenset[bytes], int]],
    state: _State,
) -> Iterator[Match]:
    """Signatures that stand on several lines, their anchor on the one that begins at `begin`."""
    places = list(_joined(block, begin, number))
    if len(places) < 2:
        return
    words = {w for b, e, _ in places for w in low[b:e].split()}
    possible = dict.fromkeys(place for there, place in rows if there <= words)
    if not possible:
        return
    lines = tuple((n, _plain(block[b:e])) for b, e, n in places)
    for place in possible:
        match = _confirm(state.index.signatures[place], lines)
        if match and match.line <= number <= match.last and _near(match.signature, block, begin):
            state.counts[place] += 1
            yield match


def _joined(block: bytes, begin: int, number: int) -> Iterator[tuple[int, int, int]]:
    """(begin, end, number) of the lines that may be one message with the one at `begin`."""
    before: list[tuple[int, int, int]] = []
    at, n = begin, number
    while len(before) < WRAPPED - 1 and at > 0 and not _is_record(block, at):
        at = block.rfind(b"\n", 0, at - 1) + 1
        n -= 1
        before.insert(0, (at, _line_end(block, at), n))
    yield from before
    at, n, end = begin, number, _line_end(block, begin)
    yield at, end, n
    for _ in range(WRAPPED - 1):
        at, n = end + 1, n + 1
        if at >= len(block) or _is_record(block, at):
            return
        end = _line_end(block, at)
        yield at, end, n


def _is_record(block: bytes, at: int) -> bool:
    head = block[at : at + 80].partition(b"\n")[0].decode("utf-8", "replace")
    return not head.strip() or bool(_RECORD.match(head))


def _confirm(signature: Signature, lines: tuple[tuple[int, str], ...]) -> Match | None:
    text = " ".join(part for _, part in lines)
    found = _compiled(signature.pattern, signature.case).search(text)
    if not found or (signature.unless and _compiled(signature.unless, False).search(text)):
        return None
    groups = {k: v for k, v in found.groupdict().items() if v}
    return _cut(Match(signature, lines, found.start(), found.end(), groups))


def _cut(match: Match) -> Match:
    """The match with only those lines that it stands on."""
    at, begin = 0, 0
    kept: list[tuple[int, str]] = []
    for number, text in match.lines:
        if at + len(text) >= match.start and at < match.end:
            begin = begin if kept else at
            kept.append((number, text))
        at += len(text) + 1
    return replace(match, lines=tuple(kept), start=match.start - begin, end=match.end - begin)


def _near(signature: Signature, block: bytes, begin: int) -> bool:
    """What the signature wants to see within a few lines is there."""
    if not signature.near:
        return True
    first, last = begin, begin
    for _ in range(NEAR):
        first = block.rfind(b"\n", 0, max(0, first - 1)) + 1
        last = _line_end(block, min(last + 1, len(block)))
    around = block[max(first, begin - 16 * LONGEST) : last][: 32 * LONGEST]
    text = " ".join(plain(line) for line in around.decode("utf-8", "replace").split("\n"))
    return bool(_compiled(signature.near, False).search(text))


@lru_cache(maxsize=4096)
def _compiled(pattern: str, case: bool) -> re.Pattern[str]:
    return compile_pattern(pattern, case)


def _plain(line: bytes) -> str:
    return plain(line[: LONGEST * 4].decode("utf-8", "replace"))[:LONGEST]


def _line_end(block: bytes, begin: int) -> int:
    end = block.find(b"\n", begin)
    return len(block) if end < 0 else end
