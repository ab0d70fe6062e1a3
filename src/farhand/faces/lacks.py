"""What a server version lacks for the app's SQL, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from farhand.faces.escape import terminal
from farhand.mirror.sql.model import Checked, Lack

SCHEMA = "farhand.sql/1"
#: So many statements that could not be read are named.
_UNREAD = 10


def lines(checked: Checked) -> Iterator[str]:
    """Grouped by what is missing, each with all its places."""
    ordered = sorted(checked.lacks, key=_what)
    for _, group in groupby(ordered, key=_what):
        yield from _one(checked.server, list(group))
    yield from _unread(checked)
    missing = len({_what(one) for one in checked.lacks})
    found = (
        f"{checked.server} lacks {missing} of what they use"
        if missing
        else f"{checked.server} has all that they use"
    )
    yield terminal(f"{checked.read} statements read; {found}")


def _what(lack: Lack) -> tuple[str, str, str, tuple[str, ...]]:
    return lack.kind, lack.name, lack.instead, lack.has


def _one(server: str, places: list[Lack]) -> Iterator[str]:
    first = places[0]
    yield terminal(f"✗ {first.kind} {first.name}: {server} lacks it; it {first.since}")
    for place in places:
        yield terminal(f"    {place.source}:{place.line}: {place.statement[:100]}")
    if first.instead:
        yield terminal(f"    instead: {first.instead}")
    yield ""


def _unread(checked: Checked) -> Iterator[str]:
    for source, line, why in checked.unread[:_UNREAD]:
        yield terminal(f"? {source}:{line}: not read: {why}")
    left = len(checked.unread) - _UNREAD
    if left > 0:
        yield f"? {left} more were not read"


def document(checked: Checked) -> dict[str, Any]:
    """`farhand.sql/1`."""
    return {
        "schema": SCHEMA,
        "server": checked.server,
        "read": checked.read,
        "lacks": [{**vars(one), "has": list(one.has)} for one in checked.lacks],
        "unread": [{"source": source, "line": line, "why": why} for source, line, why in checked.unread],
    }
