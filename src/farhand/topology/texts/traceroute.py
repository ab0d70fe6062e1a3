"""The way to a host hop by hop: who stands on it, as far as they answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from farhand.model import App
from farhand.readers import traceroute
from farhand.readers.traceroute import WORDS as WORDS
from farhand.topology.model import AT
from farhand.topology.texts import Said

#: Parts of a way that are shown; of longer ones the beginning and the end.
_MOST = 6
#: "Communication administratively prohibited", and who says so.
_FORBIDS = re.compile(r"([\w.:]+)\)?\s+(?:[\d.]+ ms\s+)?!(?:X|10|13)\b")


def see(lines: Sequence[str], app: App | None) -> Iterator[Said]:
    for begin, end in traceroute.find(lines):
        target, address, hops = traceroute.way(lines[begin:end])
        seen = [hop for hop in hops if hop]
        for of in dict.fromkeys(filter(None, (target, address))):
            yield Said(AT + of, "way", _shown(hops))
            yield Said(AT + of, "last hop seen", seen[-1] if seen and seen[-1] != address else "")
            forbids = _FORBIDS.search("\n".join(lines[begin:end]))
            yield Said(AT + of, "answered by", forbids[1] if forbids else "")


def _shown(hops: Sequence[str]) -> str:
    """`10.1.0.1 > * x 2 > 192.0.2.7`: a star for each hop that does not answer, as traceroute has it."""
    rows = [(host, len(list(some))) for host, some in groupby(hops)]
    parts = [host or ("*" if count == 1 else f"* x {count}") for host, count in rows]
    return " > ".join(parts if len(parts) <= _MOST else [*parts[:3], "...", *parts[-2:]])
