"""The same search with a multi-pattern matcher, where `farhand[fast]` is installed.  Pure.

One pass of an Aho-Corasick automaton over a block finds the lines that hold a piece of any signature. It is
used for long logs; short texts are done before such an automaton is built.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from farhand.signatures.index import Index, Row

#: A piece that stands in more lines than this of one block is a poor one there: the rest is left.
MOST_LINES = 2000


def available() -> bool:
    """Whether the matcher is installed."""
    try:
        import ahocorasick_rs  # noqa: F401
    except ImportError:
        return False
    return True


def squeezed(block: bytes) -> bytes:
    """The block with tabs as blanks and no doubled blanks, lines as they are: what pieces are written for."""
    if b"\t" in block:
        block = block.replace(b"\t", b" ")
    while b"  " in block:
        block = block.replace(b"    ", b" ").replace(b"  ", b" ")
    return block


class Matcher:
    """Finds lines by pieces of signatures. Signatures without a piece are left to the caller."""

    def __init__(self, index: Index) -> None:
        import ahocorasick_rs

        rows: dict[str, list[Row]] = defaultdict(list)
        self.without: list[int] = []
        for place in range(len(index)):
            signature = index.signature(place)
            for run in signature.runs:
                rows[run].append((frozenset(), place))
            if not signature.runs:
                self.without.append(place)
        self._rows = list(rows.values())
        self._find: Any = ahocorasick_rs.BytesAhoCorasick([run.encode() for run in rows])

    def lines(self, block: bytes) -> Iterator[tuple[int, list[Row]]]:
        """Where each line begins that holds a piece, with the signatures that it may be of."""
        found: dict[int, dict[int, None]] = {}
        for piece, at, _ in self._find.find_matches_as_indexes(block.lower(), overlapping=True):
            found.setdefault(block.rfind(b"\n", 0, at) + 1, {})[piece] = None
        for begin in sorted(found):
            yield begin, [row for piece in found[begin] for row in self._rows[piece]]
