"""Finds signatures in a stream of blocks: in bounded memory, in one pass.  Pure, standard library only.

A line is tried for the signatures whose rarest word it holds, first alone, then with the lines that follow,
because pasted lines are wrapped. In a long log most lines are of a shape that was seen before: those
that differ only in numbers and hexadecimal ids are tried a few times, then passed over by plain C loops.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate

from farhand.signatures.index import Index, Row, lowered
from farhand.signatures.model import Match, Signature
from farhand.signatures.pattern import compile_pattern
from farhand.signatures.plain import LONGEST, plain

BLOCK = 1 << 18
#: How often one signature is confirmed in one source.
MOST_MATCHES = 60
#: Bytes of a source of which every line is looked at, how often lines of one shape are after that, and
#: how often a signature is tried in vain on lines of one kind once MOST_TRIES lines were tried.
FIRST, SHAPE, SILENT, MOST_TRIES = 1 << 18, 3, 3, 400
#: Shapes and kinds that are remembered.
MOST_KINDS = 400_000
#: What a line's shape leaves out; words (as a shape has them) beside which a number is what counts.
_IDS = b"0123456789abcdef"
_NUMBERED = tuple(w.translate(None, _IDS) for w in (b"exit", b"errno", b"signal", b"sqlstate"))
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
    number = 1
    for block in stream:
        low = lowered(block)
        lines = low.split(b"\n")
        news = state.news(low, len(lines))
        sizes = list(accumulate(map(len, lines), initial=0)) if news else []
        for at in news:
            found = list(_line(block, sizes[at] + at, number + at, set(lines[at].split()), state))
            yield from found
            if any(not match.signature.cause.startswith("!") for match in found):
                state.tells(at)
        number += len(lines) - 1


class _State:
    """What is known of a source so far: how often each signature was found, and which lines never tell."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.counts: Counter[int] = Counter()
        self._tried = self._read = 0
        self._silent: Counter[tuple[int, int]] = Counter()
        self._shapes: dict[bytes, int] = {}
        self.dead: set[frozenset[bytes]] = set()
        self._block: Sequence[bytes] = ()

    def news(self, low: bytes, count: int) -> Sequence[int]:
        """Places of the lines of a block that are worth a look."""
        self._read += len(low)
        if self._read <= FIRST:
            return range(count)
        self._block = low.translate(None, _IDS).split(b"\n")
        return self._of_new_shape(self._block)

    def tells(self, at: int) -> None:
        """Lines of this shape tell something: only looks in vain count."""
        if self._block:
            self._shapes.pop(self._block[at], None)

    def _of_new_shape(self, shapes: Sequence[bytes]) -> list[int]:
        """Lines whose shape (all but numbers and hexadecimal ids) was not looked at often enough yet."""
        known = self._shapes
        old = {shape for shape in set(shapes) if known.get(shape, 0) >= SHAPE}
        news = [at for at, shape in enumerate(shapes) if shape not in old]
        for at in news:
            shape = shapes[at]
            if len(known) < MOST_KINDS and not any(word in shape for word in _NUMBERED):
                known[shape] = known.get(shape, 0) + 1
        return news

    def open(self, rows: Iterable[Row], kind: int) -> list[Row]:
        """Signatures that were not found often enough yet, and not tried too often on such lines in vain."""
        silent = self._silent if self._tried >= MOST_TRIES else {}
        return [row for row in rows if self._is_open(row[1]) and silent.get((row[1], kind), 0) < SILENT]

    def _is_open(self, place: int) -> bool:
        """Signatures are confirmed so often; what makes a line harmless is wanted for each line."""
        return self.counts[place] < MOST_MATCHES or self.index.signature(place).cause.startswith("!")

    @property
    def early(self) -> bool:
        """Pasted lines are wrapped, those of long logs are not: only at first are they put together."""
        return self._read <= FIRST or not self._block

    def settled(self, ours: frozenset[bytes]) -> None:
        """On lines with just these words of ours nothing can be found any more."""
        if self._tried >= MOST_TRIES and len(self.dead) < MOST_KINDS:
            self.dead.add(ours)

    def in_vain(self, rows: Iterable[Row], kind: int) -> None:
        self._tried += 1
        if len(self._silent) < MOST_KINDS:
            self._silent.update((row[1], kind) for row in rows)


def _line(block: bytes, begin: int, number: int, words: set[bytes], state: _State) -> Iterator[Match]:
    """Confirms what may stand on a line, alone or with the lines around it."""
    index = state.index
    ours = frozenset(words & index.words) if state.early else index.telling(words)
    if ours in state.dead:
        return
    rows = index.rows(words) if state.early else index.possible(ours)
    if not rows:
        return
    kind = hash(ours & index.vocabulary)
    alone = state.open(index.possible(ours), kind)
    if not alone and not state.early:
        state.settled(ours)
        return
    around = list(_joined(block, begin, number)) if state.early or alone else []
    found = list(_alone(block, around, number, alone, state)) if alone else []
    yield from found
    if alone and not found:
        state.in_vain(alone, kind)
    if not state.early:
        return
    if len(around) > 1:
        taken = {id(match.signature) for match in found}
        yield from _wrapped(block, begin, number, around, rows, taken, state)


def _alone(
    block: bytes, around: list[tuple[int, int, int]], number: int, rows: list[Row], state: _State
) -> Iterator[Match]:
    """Signatures that stand on the one line of this number."""
    begin, end = next((b, e) for b, e, n in around if n == number)
    lines = ((number, _plain(block[begin:end])),)
    for place in dict.fromkeys(place for _, place in rows):
        match = _confirm(state.index.signature(place), lines)
        if match and _near(match.signature, block, begin):
            state.counts[place] += 1
            yield replace(match, after=tuple((n, _plain(block[b:e])) for b, e, n in around if n > number))


def _wrapped(
    block: bytes,
    begin: int,
    number: int,
    around: list[tuple[int, int, int]],
    rows: list[Row],
    taken: set[int],
    state: _State,
) -> Iterator[Match]:
    """Signatures that stand on several lines, their anchor on the one that begins at `begin`."""
    words = {w for b, e, _ in around for w in lowered(block[b:e]).split()}
    kind = hash(frozenset(words & state.index.vocabulary))
    possible = state.open((row for row in rows if row[0] <= words), kind)
    lines = tuple((n, _plain(block[b:e])) for b, e, n in around) if possible else ()
    if possible:
        state.in_vain(possible, kind)
    for place in dict.fromkeys(place for _, place in possible):
        signature = state.index.signature(place)
        match = _confirm(signature, lines) if id(signature) not in taken else None
        if match and match.line <= number <= match.last and _near(signature, block, begin):
            state.counts[place] += 1
            yield replace(match, after=tuple(line for line in lines if line[0] > match.last))


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
    if not found or (signature.unless and _anywhere(signature.unless).search(text)):
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
    return bool(_anywhere(signature.near).search(text))


@lru_cache(maxsize=4096)
def _compiled(pattern: str, case: bool) -> re.Pattern[str]:
    return compile_pattern(pattern, case)


@lru_cache(maxsize=1024)
def _anywhere(pattern: str) -> re.Pattern[str]:
    return compile_pattern(pattern, whole=False)


def _plain(line: bytes) -> str:
    return plain(line[: LONGEST * 4].decode("utf-8", "replace"))[:LONGEST]


def _line_end(block: bytes, begin: int) -> int:
    end = block.find(b"\n", begin)
    return len(block) if end < 0 else end
