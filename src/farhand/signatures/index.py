"""Which signatures can a line hold at all?  Pure, standard library only.

A text is turned into words, in lower case; a signature is tried only on lines that hold its rarest word. The
cost hardly grows with the number of signatures, and two plain C loops (translate, split) do most of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import cached_property

from farhand.signatures import packed
from farhand.signatures.model import Signature
from farhand.signatures.packed import Packed, Row
from farhand.signatures.pattern import only_words

__all__ = ["Index", "Row", "lowered"]

#: Sets of anchor words whose rows are kept.
_KEPT = 50_000
_COLOUR = re.compile(rb"\x1b\[[0-9;?]{0,20}[A-Za-z]")


def lowered(block: bytes) -> bytes:
    """The block as words and blanks, byte for byte at the same place."""
    if b"\x1b" in block:
        block = _COLOUR.sub(lambda m: b" " * len(m[0]), block)
    if b"\\" in block:
        block = block.replace(b"\\n", b"  ").replace(b"\\t", b"  ").replace(b"\\r", b"  ")
        block = block.replace(b"\\u001b[", b"       ")
    return only_words(block)


class Index:
    """Signatures by the rarest word of each of their sets of words, unpacked when they are needed."""

    def __init__(self, own: Packed, further: Iterable[Signature] = ()) -> None:
        more = packed.pack(further)
        self._lines = [*own.signatures, *more.signatures]
        self._shift = len(own.signatures)
        self._packed = (own.anchors, more.anchors)
        self._signatures: dict[int, Signature] = {}
        self._rows: dict[bytes, list[Row]] = {}
        self._lines_with: dict[frozenset[bytes], list[Row]] = {}
        self._possible: dict[frozenset[bytes], list[Row]] = {}
        self._numbers: dict[frozenset[bytes], frozenset[bytes]] = {}
        self._with_number: dict[bytes, list[frozenset[bytes]]] = {}
        self._once: set[frozenset[bytes]] = set()
        self._anchors = frozenset(own.anchors.keys() | more.anchors.keys())
        self.words = frozenset(own.words.split()) | frozenset(more.words.split())
        self.vocabulary = frozenset(word for word in self.words if not word.isdigit())

    @classmethod
    def of(cls, signatures: Iterable[Signature]) -> Index:
        return cls(packed.pack(signatures))

    def __len__(self) -> int:
        return len(self._lines)

    def signature(self, place: int) -> Signature:
        found = self._signatures.get(place)
        if found is None:
            found = self._signatures[place] = packed.unpack(self._lines[place])
        return found

    def typed(self, kind: str, value: str) -> list[Signature]:
        """The signatures that are written for a fact: an exit code, a reason, an SQLSTATE."""
        words = {word.encode() for word in re.findall(r"\w+", value.lower())}
        places = dict.fromkeys(place for word in words & self._anchors for _, place in self._behind(word))
        found = [self.signature(place) for place in places]
        return [s for s in found if s.kind == kind and s.value.lower() == value.lower()]

    def rows(self, words: AbstractSet[bytes]) -> list[Row]:
        """The signatures that are looked for by one of these words."""
        anchors = self._anchors & words
        if not anchors:
            return []
        key = frozenset(anchors)
        found = self._lines_with.get(key)
        if found is None:
            found = [row for word in anchors for row in self._behind(word)]
            if len(self._lines_with) < _KEPT:
                self._lines_with[key] = found
        return found

    def possible(self, ours: frozenset[bytes]) -> list[Row]:
        """The signatures of which all words are among these."""
        found = self._possible.get(ours)
        if found is None:
            found = [row for row in self.rows(ours) if row[0] <= ours]
            if len(self._possible) < _KEPT:
                self._possible[ours] = found
        return found

    def telling(self, words: set[bytes]) -> frozenset[bytes]:
        """Those of a line's words that signatures rest on, and of its numbers only those that do beside them.

        Lines of a log differ in their times and counts: so they are the same to us unless that matters.
        """
        known = frozenset(words & self.vocabulary)
        numbers = self._numbers.get(known)
        if numbers is None:
            if known not in self._once:  # perhaps it never comes again
                if len(self._once) < _KEPT:
                    self._once.add(known)
                return frozenset(words & self.words)
            numbers = self._numbers_beside(known)
            if len(self._numbers) < _KEPT:
                self._numbers[known] = numbers
        there = numbers & words
        return known | there if there else known

    def _numbers_beside(self, known: frozenset[bytes]) -> frozenset[bytes]:
        further: list[frozenset[bytes]] = []
        for word in (b"", *(self._anchors & known)):
            further += [one - known for one in self._numbered(word)]
        return frozenset().union(*(one for one in further if all(map(bytes.isdigit, one))))

    def _numbered(self, anchor: bytes) -> list[frozenset[bytes]]:
        """The sets of words with a number that are looked for by this word, or by a number and with it."""
        found = self._with_number.get(anchor)
        if found is None:
            rows = self._behind(anchor) if anchor else []
            own = [words for words, _ in rows if any(map(bytes.isdigit, words))]
            found = self._with_number[anchor] = own + self._by_number.get(anchor, [])
        return found

    @cached_property
    def _by_number(self) -> dict[bytes, list[frozenset[bytes]]]:
        """The sets of words that are looked for by a number, each behind another anchor in it, if any."""
        found: dict[bytes, list[frozenset[bytes]]] = {}
        for row in (row for word in self._anchors if word.isdigit() for row in self._behind(word)):
            beside = (word for word in row[0] & self._anchors if not word.isdigit())
            found.setdefault(max(beside, key=len, default=b""), []).append(row[0])
        return found

    def _behind(self, anchor: bytes) -> list[Row]:
        """The signatures that are looked for by this word."""
        found = self._rows.get(anchor)
        if found is None:
            own, more = (packed.rows(part.get(anchor, b"[]")) for part in self._packed)
            found = self._rows[anchor] = own + [(words, place + self._shift) for words, place in more]
        return found
