"""A change at the proxy: let a destination through, give a login, or say which proxy it is."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from farhand.escalation.about import About, places
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts

TITLE = "Proxy change"
TERMS = "What {product} asks of the internet has to go through the proxy, and does not get through."
_ASKS = {
    "proxy.required": "Please tell which proxy {here} has to use for {place}, and let it through there.",
    "proxy.unreachable": "Please bring the proxy back, or what is behind it, so that {here} reaches {place}.",
    "proxy.auth_required": "Please give {product} a login for the proxy, or let {here} through without one.",
    "proxy.blocked": "Please allow {here} to reach {place} through the proxy, CONNECT included.",
    "http.unexpected_body": "Please let the answers of {place} to {here} through unchanged.",
}


def request(about: About) -> Request:
    place = places(about)[0]
    words = _ASKS.get(about.finding.cause, "Please let {here} reach {place} through the proxy.")
    asks = words.format(here=about.here, place=place.shown, product=about.product)
    rows = _parts.known(
        ("Source", about.here),
        ("Proxy", about.word("proxy") or ("" if place.through == "direct" else place.through)),
        ("Destination", _parts.destination(place)),
        ("Port", place.port),
        ("Protocol", "HTTPS by CONNECT" if place.port in ("443", "8443") else "HTTP or HTTPS"),
        ("Reason", _parts.reason(about)),
    )
    confirm = (*_curl(about), *_parts.again(about))
    return Request("proxy", TITLE, asks, tuple(rows), steps=_parts.steps(about), confirm=confirm)


def _curl(about: About) -> Iterator[str]:
    """One harmless request through the proxy, where both are known."""
    proxy, url = about.word("proxy"), about.word("url")
    if proxy and url.startswith(("http://", "https://")):
        yield f"curl -sS -m 10 -o /dev/null -w '%{{http_code}}\\n' -x {shlex.quote(proxy)} {shlex.quote(url)}"
