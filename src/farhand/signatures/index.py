"""Which signatures can a block of text hold at all?  Pure, standard library only.

A block is turned into the set of its words, in lower case; a signature is tried only where all words of it
are there, and only on the lines around its rarest word. The cost does not grow with the number of
signatures, and two plain C loops (translate, split) do nearly all of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from farhand.signatures.model import Signature

#: Upper case to lower, and what is no part of a word to a blank, line ends aside; one byte stays one byte.
_WORDS = bytes(
    c if 48 <= c <= 57 or 97 <= c <= 122 or c in (10, 95) else c + 32 if 65 <= c <= 90 else 32
    for c in range(256)
)
_COLOUR = re.compile(rb"\x1b\[[0-9;?]{0,20}[A-Za-z]")
#: Words that stand in many lines of any log: poor anchors.
_COMMON_WORDS = """
error errors failed failure connection connect could not the a to for of in is on at with from
unable cannot no was by and or has timeout time out server client request response http https host
port name file user invalid unknown line code status reason message exception info warning warn
fatal module path key value address network database started starting stopped pod container kubelet
docker service node image volume
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def lowered(block: bytes) -> bytes:
    """The block as words and blanks, byte for byte at the same place."""
    if b"\x1b" in block:
        block = _COLOUR.sub(lambda m: b" " * len(m[0]), block)
    if b"\\" in block:
        block = block.replace(b"\\n", b"  ").replace(b"\\t", b"  ").replace(b"\\r", b"  ")
        block = block.replace(b"\\u001b[", b"       ")
    return block.translate(_WORDS)


#: Words that must all be there, and the place of the signature in its index.
Row = tuple[frozenset[bytes], int]


class Index:
    """Signatures by the rarest word of each of their sets of words."""

    def __init__(self, signatures: Iterable[Signature]) -> None:
        self.signatures = tuple(signatures)
        self._by_word: dict[bytes, list[Row]] = defaultdict(list)
        for place, signature in enumerate(self.signatures):
            for words in signature.words:
                there = frozenset(w.encode() for w in words)
                self._by_word[_rarest(words)].append((there, place))
        self._anchors = frozenset(self._by_word)
        known = {word for rows in self._by_word.values() for there, _ in rows for word in there}
        self.vocabulary = frozenset(word for word in known if not word.isdigit())

    def possible(self, words: set[bytes]) -> Iterator[tuple[bytes, list[Row]]]:
        """Each anchor word that is there, with the signatures (words, place) whose words are all there."""
        for anchor in self._anchors & words:
            rows = [row for row in self._by_word[anchor] if row[0] <= words]
            if rows:
                yield anchor, rows


def _rarest(words: Sequence[str]) -> bytes:
    return max(words, key=lambda w: (w not in _COMMON, len(w) > 2, len(w), w)).encode()
