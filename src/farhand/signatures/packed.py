"""Signatures packed for a quick start: a run unpacks only those whose words are in its text.  Pure.

Ten thousand signatures take a tenth of a second to read as objects; a pasted mail needs a hundred of them. So
each lies in a line of its own, as JSON, and so does the list behind each anchor word.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from farhand.signatures.common import COMMON
from farhand.signatures.model import Signature

_DEFAULTS = {f.name: getattr(Signature("", "", ()), f.name) for f in fields(Signature)}

#: Words that must all be there, and the place of the signature among all.
Row = tuple[frozenset[bytes], int]


@dataclass(frozen=True)
class Packed:
    """Signatures, the rows behind each anchor word, and all words of any of them, not unpacked yet."""

    signatures: Sequence[bytes]
    anchors: dict[bytes, bytes]
    words: bytes


def pack(signatures: Iterable[Signature]) -> Packed:
    made = list(signatures)
    anchors: dict[str, list[Any]] = defaultdict(list)
    words: set[str] = set()
    for place, signature in enumerate(made):
        for there in signature.words:
            anchors[rarest(there)].append([place, *there])
            words.update(there)
    return Packed(
        [_line(lean(s)) for s in made],
        {word.encode(): _line(rows) for word, rows in anchors.items()},
        " ".join(sorted(words)).encode(),
    )


def unpack(line: bytes) -> Signature:
    row = json.loads(line)
    words = tuple(tuple(s) for s in row["words"])
    return Signature(**{**row, "words": words, "ends": tuple(row.get("ends", ()))})


def rows(line: bytes) -> list[Row]:
    """The rows behind an anchor word."""
    return [(frozenset(w.encode() for w in words), place) for place, *words in json.loads(line)]


def lean(signature: Signature) -> dict[str, Any]:
    """What differs from the defaults."""
    return {k: v for k, v in asdict(signature).items() if v != _DEFAULTS[k]}


def rarest(words: Sequence[str]) -> str:
    """The word to look for first."""
    return max(words, key=lambda w: (w not in COMMON, len(w) > 2, len(w), w))


def _line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()
