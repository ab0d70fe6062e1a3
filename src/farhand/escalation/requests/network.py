"""A change in the network that is no firewall rule: routes, packet sizes, loss, addresses."""

from __future__ import annotations

from farhand.escalation.about import About, places
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts
from farhand.words import _, marked

TITLE = marked("Network change")
TERMS = marked("The way through the network that {product} takes is not in order.")


def request(about: About) -> Request:
    place = places(about)[0]
    asks = _parts.asked(about, marked("Please look at the way from {here} to {place}."))
    own = about.finding.cause == "container.address_exhausted"
    rows = [] if own else _parts.place_rows(about, [place])
    confirm = () if own else (*_parts.opens(place), *_parts.again(about))
    return Request("network", _(TITLE), asks, (*rows, (_("Reason"), _parts.reason(about))),
                   steps=_parts.steps(about), confirm=confirm)  # fmt: skip
