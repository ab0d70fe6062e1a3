"""A change at the proxy: let a destination through, give a login, or say which proxy it is."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from farhand.escalation.about import About, places
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts
from farhand.words import _, marked, said

TITLE = marked("Proxy change")
TERMS = marked("What {product} asks of the internet has to go through the proxy, and does not get through.")


def request(about: About) -> Request:
    place = places(about)[0]
    asks = _parts.asked(about, marked("Please let {here} reach {place} through the proxy."))
    rows = _parts.known(
        (_("Source"), about.here),
        (_("Proxy"), about.word("proxy") or ("" if place.through == "direct" else said(place.through))),
        (_("Destination"), _parts.destination(place)),
        (_("Port"), place.port),
        (_("Protocol"), _("HTTPS by CONNECT") if place.port in ("443", "8443") else _("HTTP or HTTPS")),
        (_("Reason"), _parts.reason(about)),
    )
    confirm = (*_curl(about), *_parts.again(about))
    return Request("proxy", _(TITLE), asks, tuple(rows), steps=_parts.steps(about), confirm=confirm)


def _curl(about: About) -> Iterator[str]:
    """One harmless request through the proxy, where both are known."""
    proxy, url = about.word("proxy"), about.word("url")
    if proxy and url.startswith(("http://", "https://")):
        yield f"curl -sS -m 10 -o /dev/null -w '%{{http_code}}\\n' -x {shlex.quote(proxy)} {shlex.quote(url)}"
