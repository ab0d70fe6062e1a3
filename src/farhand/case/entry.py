"""One entry of a case, and what seals it.  Pure, standard library only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from typing import Any

from farhand.errors import Mistake


class Damaged(Mistake):
    """The file is not a case, or an entry was altered or taken out."""


@dataclass(frozen=True)
class Entry:
    """One thing that happened. `digest` covers all the rest, and by `before` the author's earlier entries."""

    author: str
    seq: int  # counts from 1, per author
    at: str  # RFC 3339, UTC
    kind: str
    body: Mapping[str, Any]
    before: str = ""
    digest: str = ""

    def row(self) -> tuple[str, int, str, str, str, str, str]:
        return (self.author, self.seq, self.at, self.kind, plain(self.body), self.before, self.digest)

    def sealed(self) -> str:
        """What `digest` must be."""
        return hashlib.sha256(plain(self.row()[:-1]).encode()).hexdigest()

    def word(self, name: str) -> str:
        """A text of the body; empty where there is none. A body may come from anywhere."""
        value = self.body.get(name)
        return value if isinstance(value, str) else "" if value is None else str(value)

    def number(self, name: str) -> float:
        """A number of the body that is not below 0; 0 where there is none."""
        value = self.body.get(name)
        known = isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 1e15
        return float(value) if known else 0.0  # type: ignore[arg-type]

    def rows_of(self, name: str) -> list[Mapping[str, Any]]:
        """The objects of a list in the body."""
        value = self.body.get(name)
        return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def made(author: str, last: tuple[int, str], kind: str, body: Mapping[str, Any], at: str = "") -> Entry:
    """The entry that follows the author's `last` one (number and digest; 0 and empty: there is none)."""
    entry = Entry(clean(author), last[0] + 1, at or now(), kind, json.loads(clean(plain(body))), last[1])
    return replace(entry, digest=entry.sealed())


def of_row(row: Sequence[Any]) -> Entry:
    """An entry as it is kept. Raises Damaged."""
    try:
        author, seq, at, kind, body, before, digest = row
        held = json.loads(body)
        if not isinstance(held, dict):
            raise ValueError
        return Entry(str(author), int(seq), str(at), str(kind), held, str(before), str(digest))
    except (ValueError, TypeError, RecursionError):
        raise Damaged(f"entry {str(row[1])[:20]} of {str(row[0])[:60]} was altered") from None


def ordered(entries: Iterable[Entry]) -> list[Entry]:
    """In the order in which a case is told: by time, author and number."""
    return sorted(entries, key=lambda e: (e.at, e.author, e.seq))


def proved(chain: Sequence[Entry], last: tuple[int, str] = (0, "")) -> tuple[int, str]:
    """The end of one author's chain that goes on after `last`. Raises Damaged where it is broken."""
    number, before = last
    for entry in chain:
        number += 1
        if entry.seq != number:
            raise Damaged(f"entry {number} of {entry.author} is missing")
        if entry.before != before or entry.digest != entry.sealed():
            raise Damaged(f"entry {number} of {entry.author} was altered")
        before = entry.digest
    return number, before


def clean(text: str) -> str:
    """Without halves of characters, which no file and no database keeps."""
    return text.encode("utf-8", "replace").decode()


def plain(value: Any) -> str:
    """JSON that is always the same for the same value: what digests are made of."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
