"""`ss` and `netstat`: which peers the host has connections to. It need not be the app that holds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from farhand.model import App
from farhand.readers import ss
from farhand.readers.ss import WORDS as WORDS
from farhand.topology.model import AT
from farhand.topology.texts import Said

_STATES = {"ESTAB": "open", "ESTABLISHED": "open", "SYN-SENT": "without an answer"}


def see(lines: Sequence[str], app: App | None) -> Iterator[Said]:
    rows = [
        row
        for begin, end in ss.find(lines)
        for at, line in enumerate(lines[begin:end])
        if (row := ss.row(at, line)) and row.state in _STATES
    ]
    counted = Counter((row.peer, _STATES[row.state]) for row in rows)
    for (peer, state), count in counted.most_common(50):
        yield Said(AT + peer, "sockets", f"{count} {state}")
