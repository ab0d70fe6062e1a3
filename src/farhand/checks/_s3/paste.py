"""How what the command printed is read: as the http check reads it, then the store's own words.  Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from farhand.checks import _sections as sections
from farhand.checks import http
from farhand.checks._http import paste
from farhand.checks._s3.look import style_facts
from farhand.checks._s3.store import Store, numbered, store_of
from farhand.checks._settled import settled
from farhand.model import Seen
from farhand.wire import s3 as wire


def read(text: str) -> Iterator[Seen]:
    found = settled(text)
    if found is None or found.target is None:
        yield from found.seen if found else ()
        return
    parts = sections.sections(text)
    head = sections.words_of((parts.get("s3") or [""])[0])
    store = store_of(found.target, found.settings)
    if numbered(store):
        yield from found.seen
        yield Seen("dns", {"host": store.host, **style_facts(store), "numbered": True})
        return
    for seen in http.read(text):
        yield _mine(seen, store, parts.get("http", []), head, found.settings.get("list") is not False)


def _mine(seen: Seen, store: Store, lines: list[str], head: dict[str, str], lists: bool) -> Seen:
    """A stage of the http check as this check has it."""
    if store.virtual and seen.stage in ("dns", "tls"):
        known = {"endpoint_known": True} if seen.stage == "dns" and _failed(seen, head) else {}
        return replace(seen, facts={**seen.facts, **style_facts(store), **known})
    if seen.stage != "http":
        return seen
    facts: dict[str, Any] = {
        **seen.facts, **store.facts(), "lists": lists, "signed": head.get("signed") == "1", "hops": [],
        "expect": [], "s3": wire.answer_of(paste.text_of(lines)),
    }  # fmt: skip
    return replace(seen, stage="bucket", facts=facts)


def _failed(seen: Seen, head: dict[str, str]) -> bool:
    return not seen.facts.get("addresses") and head.get("endpoint") == "known"
