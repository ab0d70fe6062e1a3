"""How the s3 check looks: the way as the http check goes it, then one list of at most one key.

Where the bucket stands before the host's name and that name fails, the endpoint's own name may not: that
tells a wrong style of address from a wrong endpoint.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping
from dataclasses import replace
from typing import Any, Optional, TypeVar

from farhand.checks import dns, http
from farhand.checks._http.facts import answer_facts, unpacked
from farhand.checks._s3.store import Store, numbered
from farhand.look import Look
from farhand.model import FAIL, Seen
from farhand.target import Target
from farhand.wire import http as wire_http
from farhand.wire import s3 as wire
from farhand.wire.http import Answer, BadRequest, Request
from farhand.wire.s3 import Keys
from farhand.wire.tcp import Conn

_T = TypeVar("_T")


def way(look: Look, target: Target, store: Store) -> Generator[Seen, None, Optional[http.Visit]]:
    """Yields `proxy`, `dns` and `tcp`."""
    if numbered(store):
        yield Seen("dns", {"host": store.host, **style_facts(store), "numbered": True})
        return None
    place = replace(
        target, scheme=store.scheme, host=store.host, port=store.port, url=store.url, path=store.path
    )
    return (yield from _beside(look, store, http.way_to(look, place)))


def opened(
    look: Look, store: Store, visit: http.Visit, settings: Mapping[str, Any], request: Request
) -> Generator[Seen, None, Optional[Conn]]:
    """Yields `tls`; returns the connection."""
    return (yield from _beside(look, store, http.open_at(look, visit, settings, request)))


def _beside(look: Look, store: Store, steps: Generator[Seen, None, _T]) -> Generator[Seen, None, _T]:
    """The same stages; those that failed for a bucket's name, with what is known of the endpoint's own."""
    while True:
        try:
            seen = next(steps)
        except StopIteration as end:
            made: _T = end.value
            return made
        if seen.stage == "http":
            seen = replace(seen, stage="bucket", facts={**seen.facts, **store.facts()})
        elif store.virtual and seen.stage in ("dns", "tls"):
            seen = replace(seen, facts={**seen.facts, **style_facts(store)})
            if _unknown(seen):
                seen = replace(seen, facts={**seen.facts, "endpoint_known": _known(look, store.endpoint)})
        yield seen


def style_facts(store: Store) -> dict[str, Any]:
    return {"bucket": store.bucket, "endpoint": store.endpoint, "virtual": True}


def _unknown(seen: Seen) -> bool:
    return seen.stage == "dns" and not seen.unknown and dns.judge("dns", seen.facts).outcome == FAIL


def _known(look: Look, name: str) -> bool:
    """Does the endpoint's own name have an address?"""
    return any(seen.facts.get("addresses") for seen in dns.resolve(look, name))


def request(store: Store, keys: Keys, visit: http.Visit) -> Request:
    """The list, signed at this moment by this host's clock, as the app would."""
    headers = wire.signed(visit.authority, store.path, store.query, keys, store.region, time.time())
    target = f"{store.path}?{store.query}" if store.query else store.path
    return Request(visit.route.request_target(target), visit.authority, "GET",
                   {**headers, **visit.route.headers()})  # fmt: skip


def ask(
    look: Look,
    store: Store,
    visit: http.Visit,
    conn: Conn,
    asked: Request,
    settings: Mapping[str, Any],
) -> dict[str, Any]:
    """The facts of the `bucket` stage."""
    facts = {**http.about(look, visit, asked, {}), **store.facts(),
             "lists": settings.get("list") is not False,
             "signed": "Authorization" in asked.headers}  # fmt: skip
    conn.deadline = look.stage()
    try:
        with conn:
            answer = wire_http.exchange(conn, asked)
    except BadRequest as bad:
        return {**facts, "problem": "bad_request", "bad_request": str(bad)}
    token = asked.headers.get("x-amz-security-token", "").encode("utf-8", "replace")
    answer.body = answer.body.replace(token, b"x") if token else answer.body  # stores repeat what they refuse
    facts.update(answer_facts(answer, ""), **http.clock_of(look, answer), s3=_said(answer))
    return {**facts, **http.again(look, visit, asked, answer, settings)}


def _said(answer: Answer) -> dict[str, str]:
    return wire.answer_of((unpacked(answer) or b"").decode("utf-8", "replace"))
