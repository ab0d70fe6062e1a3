"""A change in the network that is no firewall rule: routes, packet sizes, loss, addresses."""

from __future__ import annotations

from farhand.escalation.about import About, places
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts

TITLE = "Network change"
TERMS = "The way through the network that {product} takes is not in order."
_ASKS = {
    "tcp.no_route": "Please bring the route from {here} to {place} into place.",
    "tcp.mtu": "Please let large packets, or the ICMP messages about them, through from {here} to {place}.",
    "tcp.loss": "Please look at the link between {here} and {place} on which packets get lost.",
    "tcp.reset": "Please see which device or server cuts the connection from {here} to {place} at once.",
    "http.truncated": "Please see what on the way from {here} to {place} ends answers too early.",
    "http.stale_cache": "Please have the cache on the way from {here} to {place} emptied, or go around it.",
    "container.address_exhausted": "Please make more addresses available in the network of {here}.",
}


def request(about: About) -> Request:
    place = places(about)[0]
    words = _ASKS.get(about.finding.cause, "Please look at the way from {here} to {place}.")
    asks = words.format(here=about.here, place=place.shown)
    own = about.finding.cause == "container.address_exhausted"
    rows = [] if own else _parts.place_rows(about, [place])
    confirm = () if own else (*_parts.opens(place), *_parts.again(about))
    return Request("network", TITLE, asks, (*rows, ("Reason", _parts.reason(about))),
                   steps=_parts.steps(about), confirm=confirm)  # fmt: skip
