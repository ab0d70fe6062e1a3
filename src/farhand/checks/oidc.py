"""Would a login by OpenID Connect work: the issuer's document, its keys, its token endpoint, its clock?

The app compares the issuer letter by letter, goes on to addresses that the document names (often at other
hosts), and needs a key for every signature. "Login failed" tells none of this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from farhand.checks import config, http, proxy, tcp, tls
from farhand.checks._http.facts import answer_facts, unpacked
from farhand.checks._http.urls import path_of
from farhand.checks._oidc import document
from farhand.checks._oidc import judge as means
from farhand.checks._oidc.command import command
from farhand.checks._oidc.examples import EXAMPLES
from farhand.checks._oidc.paste import read
from farhand.look import Look
from farhand.model import Facts, Seen, Verdict
from farhand.target import units
from farhand.wire.http import Answer, Request

STAGES = ("config", "proxy", "dns", "tcp", "tls", "discovery", "keys", "token")
OWN = ("discovery", "keys", "token")
#: issuer: to the letter, where it is not the address; kid, alg: a key that must be there; leeway: how far the
#: clocks may be apart, a duration.
SETTINGS = ("issuer", "kid", "alg", "leeway", *proxy.SETTINGS, *tls.SETTINGS)

__all__ = ["EXAMPLES", "OWN", "SETTINGS", "STAGES", "command", "judge", "probe", "read"]


def probe(look: Look) -> Iterator[Seen]:
    target = yield from config.settle(look)
    if target is None:
        return
    visit = yield from http.way_to(look, target)
    if visit is None:
        return
    settings = {**tls.filled(look), "expect": [200], "expect_json": True}
    path = path_of(document.address_of(target.url.partition("?")[0]))
    request = Request(visit.route.request_target(path), visit.authority, headers=visit.route.headers())
    conn = yield from http.open_at(look, visit, settings, request)
    if conn is None:
        return
    facts, answer = http.answered(look, visit, conn, request, settings)
    told = document.loaded(_text(answer))
    facts.update(document.discovery(told, settings), leeway_s=units.duration(settings.get("leeway")))
    yield Seen("discovery", facts)
    if facts["document"]:
        yield Seen("keys", _keys(look, visit, told, settings))
        yield Seen("token", _at(look, visit, told.get("token_endpoint"), settings)[0])
    yield from tcp.lost(look, visit.host, visit.way.address, visit.port, conn)


def _keys(
    look: Look, visit: http.Visit, told: Mapping[str, Any], settings: Mapping[str, Any]
) -> dict[str, Any]:
    facts, answer = _at(look, visit, told.get("jwks_uri"), settings)
    wanted = {"expect": [200], "wants_json": True}
    return {**facts, **wanted, **document.keys(document.loaded(_text(answer)), settings)}


def _at(
    look: Look, visit: http.Visit, url: Any, settings: Mapping[str, Any]
) -> tuple[dict[str, Any], Answer]:
    """An address that the document names: what is answered there, or what was in the way."""
    place = document.shown(url)
    facts: dict[str, Any] = {"place": place, "declared": document.issuer_of(settings)}
    parts = urlsplit(place)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return {**facts, "place": ""}, Answer()
    facts.update(
        host=parts.hostname,
        scheme=parts.scheme,
        method="GET",
        path=parts.path or "/",
        run_by=look.need.run_by,
    )
    request = Request(path_of(str(url)), parts.netloc.rpartition("@")[2])
    problem, answer, secured = http.visited(look, visit, str(url), request, settings)
    if answer is None:
        return {**facts, "unreached": problem, **({"tls": secured} if secured else {})}, Answer()
    return {**facts, **answer_facts(answer, ""), "timeout_ms": look.need.timeout * 1000}, answer


def _text(answer: Answer) -> str:
    return (unpacked(answer) or b"").decode("utf-8", "replace")


def judge(stage: str, facts: Facts) -> Verdict:
    return means.JUDGES[stage](facts)
