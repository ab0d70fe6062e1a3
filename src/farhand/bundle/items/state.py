"""What the app's processes left in the run folder: how each ended, what failed, who is alive, who asked what.

It is there when the app is dead. One item for all files of a kind: which there are changes from hour to hour,
and a plan that was approved yesterday should still hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from farhand.bundle.items import _files
from farhand.bundle.items._json import document
from farhand.bundle.model import MADE, Item
from farhand.bundle.site import Site
from farhand.control import captures, census, folder, last_state

ORDER = 20
LAST, FAILURES, WORKERS = "state/last-states.txt", "state/failures.txt", "state/workers.json"
MAKES = (LAST, FAILURES, WORKERS)
SCHEMA = "farhand.workers/1"


def plan(site: Site) -> Iterator[Item]:
    if not site.places:
        return
    where = ", ".join(map(str, site.places))
    for name, files, why in (
        (LAST, "last-state-*.json", "how each process of the app ended, and what it had met by then"),
        (
            FAILURES,
            "failure-*.json",
            "what failed in the app, with one look at the dependency at that moment",
        ),
        (WORKERS, "worker-*.json", "which processes of the app are alive, and what each says of itself"),
    ):
        yield Item(name, MADE, f"{files} in {where}", why, limit=6 << 20)
    for place in site.places:
        yield _files.item(
            "state/audit.jsonl", place / "audit.jsonl", "who has used the app's endpoints for what"
        )


def make(site: Site, item: Item) -> bytes:
    """Nothing where there is no such file."""
    read = {LAST: _last_states, FAILURES: captures.every, WORKERS: _workers}[item.name]
    rows = [row for place in site.places for row in read(place)]
    if item.name == WORKERS:
        return document(SCHEMA, workers=rows) if rows else b""
    # One document after the other, each as it was in its file: so they are read, and quoted by line.
    return b"".join(document(str(row.get("schema")), **_others(row)) for row in rows)


def _others(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "schema"}


def _last_states(place: Path) -> list[dict[str, Any]]:
    """Each as it was written, with what this host knows of its end beside it."""
    found = ((state, folder.read(place / state.name)) for state in last_state.every(place))
    return [{**raw, "seen_from_here": last_state.says(state)} for state, raw in found if raw]


def _workers(place: Path) -> list[dict[str, Any]]:
    return [{**vars(w), "says": dict(w.says)} for w in census.workers(place, clean=False)]
