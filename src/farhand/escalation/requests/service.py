"""A change at the other side: the service itself has to run, listen, or take what the app sends."""

from __future__ import annotations

from farhand.escalation.about import About, places
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts
from farhand.words import _, marked

TITLE = marked("Change at a service")
TERMS = marked("{product} reaches for a service that does not do what it should.")


def request(about: About) -> Request:
    place = places(about)[0]
    asks = _parts.asked(about, marked("Please change what stands below at the service at {place}."))
    rows = _parts.known(
        (_("Service"), place.shown),
        (_("Address asked for"), about.word("url")),
        (_("Asked from"), about.here),
        (_("Account"), about.word("user", "sender")),
        (_("Answer"), about.word("said", "message", "code")),
        (_("Mounted"), about.word("mount")),
        (_("Reason"), _parts.reason(about)),
    )
    confirm = (*_parts.opens(place), *_parts.again(about))
    return Request("service", _(TITLE), asks, tuple(rows),
                   steps=_parts.steps(about), confirm=confirm)  # fmt: skip
