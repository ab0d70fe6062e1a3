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

from farhand.signatures import fast
from farhand.signatures.index import Index, Row, lowered
from farhand.signatures.model import Match, Signature
from farhand.signatures.pattern import compile_pattern
from farhand.signatures.plain import LONGEST, plain

BLOCK = 1 << 18
#: How often one signature is confirmed in one source, and how many lines of one block are tried for one word.
MOST_MATCHES, MOST_TRIES = 60, 400
#: Kinds of lines that are remembered, and how often one must have told nothing to be passed over.
MOST_KINDS, SILENT = 400_000, 3
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


def scan(stream: Iterable[bytes], index: Index, matcher: fast.Matcher | None = None) -> Iterator[Match]:
    """Every signature that is found, at most MOST_MATCHES times each, in the order of the blocks."""
    state = _State(index)
    line = 1
    for block in stream:
        if matcher:
            block = fast.squeezed(block)
        lines = _by_pieces(block, matcher) if matcher else _by_words(block, state)
        yield from _lines(block, line, lines, state)
        line += block.count(b"\n")


class _State:
    """What is known of a source so far: how often each signature was found, and where it never is."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.counts: Counter[int] = Counter()
        self._tried = 0
        self._silent: Counter[tuple[int, int]] = Counter()

    def open(self, rows: Iterable[Row], kind: int) -> list[Row]:
        """Signatures that were not found often enough yet, and not tried too often on such lines in vain."""
        counts, silent = self.counts, self._silent
        if self._tried < MOST_TRIES:
            return [row for row in rows if counts[row[1]] < MOST_MATCHES]
        return [
            row for row in rows if counts[row[1]] < MOST_MATCHES and silent.get((row[1], kind), 0) < SILENT
        ]

    def found(self, place: int) -> None:
        self.counts[place] += 1

    def in_vain(self, rows: Iterable[Row], kind: int) -> None:
        self._tried += 1
        if len(self._silent) < MOST_KINDS:
            self._silent.update((row[1], kind) for row in rows)


#: A line that may hold a signature: where it begins, its words, the signatures.
_Try = tuple[int, set[bytes], list[Row]]


def _by_words(block: bytes, state: _State) -> Iterator[_Try]:
    """Lines with the rarest word of a signature whose words are all in the block."""
    low = lowered(block)
    by_word = dict(state.index.possible(set(low.split())))
    if not by_word:
        return
    begin, anchors = 0, frozenset(by_word)
    rows_of: dict[frozenset[bytes], list[Row]] = {}
    for line in low.split(b"\n"):
        words = set(line.split())
        if not anchors.isdisjoint(words):
            hits = anchors & words
            rows = rows_of.get(hits)
            if rows is None:
                rows = rows_of[hits] = [row for word in hits for row in by_word[word]]
            yield begin, words, rows
        begin += len(line) + 1


def _by_pieces(block: bytes, matcher: fast.Matcher) -> Iterator[_Try]:
    """Lines with a piece of a signature's text."""
    for begin, rows in matcher.lines(block):
        yield begin, set(lowered(block[begin : _line_end(block, begin)]).split()), rows


def _lines(block: bytes, first: int, tries: Iterable[_Try], state: _State) -> Iterator[Match]:
    """Confirms what may stand on these lines. Lines with the same words of ours are of one kind."""
    counted, number, vocabulary = 0, first, state.index.vocabulary
    done: set[tuple[int, int]] = set()  # of this block: kinds of lines whose signatures are all settled
    for begin, words, rows in tries:
        kind = hash(frozenset(words & vocabulary))
        if (kind, id(rows)) in done:
            continue
        still = state.open(rows, kind)
        if not still:
            done.add((kind, id(rows)))
        else:
            number += block.count(b"\n", counted, begin)
            counted = begin
            found = list(_around(block, begin, number, still, words, state))
            yield from found
            if not found:
                state.in_vain(still, kind)


def _around(
    block: bytes,
    begin: int,
    number: int,
    rows: list[Row],
    own: set[bytes],
    state: _State,
) -> Iterator[Match]:
    """Confirms signatures on the line that begins at `begin`, alone or with the lines around it."""
    found: set[int] = set()
    alone = dict.fromkeys(place for words, place in rows if words <= own)
    if alone:
        lines = ((number, _plain(block[begin : _line_end(block, begin)])),)
        for place in alone:
            match = _confirm(state.index.signature(place), lines)
            if match and _near(match.signature, block, begin):
                found.add(place)
                state.found(place)
                yield match
    rest = [row for row in rows if row[1] not in found]
    if rest:
        yield from _wrapped(block, begin, number, rest, state)


def _wrapped(
    block: bytes,
    begin: int,
    number: int,
    rows: list[Row],
    state: _State,
) -> Iterator[Match]:
    """Signatures that stand on several lines, their anchor on the one that begins at `begin`."""
    places = list(_joined(block, begin, number))
    if len(places) < 2:
        return
    words = {w for b, e, _ in places for w in lowered(block[b:e]).split()}
    possible = dict.fromkeys(place for there, place in rows if there <= words)
    if not possible:
        return
    lines = tuple((n, _plain(block[b:e])) for b, e, n in places)
    for place in possible:
        match = _confirm(state.index.signature(place), lines)
        if match and match.line <= number <= match.last and _near(match.signature, block, begin):
            state.found(place)
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
