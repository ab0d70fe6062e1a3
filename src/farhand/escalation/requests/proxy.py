"""A change at the proxy: let a destination through, give a login, or say which proxy it is."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from farhand.escalation.about import About, places
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts

TITLE = "Proxy change"
TERMS = "What {product} asks of the internet has to go through the proxy, and does not get through."


def request(about: About) -> Request:
    place = places(about)[0]
    asks = _parts.asked(about, "Please let {here} reach {place} through the proxy.")
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
