"""A change at the other side: the service itself has to run, listen, or take what the app sends."""

from __future__ import annotations

from farhand.escalation.about import About, places
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts

TITLE = "Change at a service"
TERMS = "{product} reaches for a service that does not do what it should."


def request(about: About) -> Request:
    place = places(about)[0]
    asks = _parts.asked(about, "Please change what stands below at the service at {place}.")
    rows = _parts.known(
        ("Service", place.shown),
        ("Address asked for", about.word("url")),
        ("Asked from", about.here),
        ("Account", about.word("user", "sender")),
        ("Answer", about.word("said", "message", "code")),
        ("Mounted", about.word("mount")),
        ("Reason", _parts.reason(about)),
    )
    confirm = (*_parts.opens(place), *_parts.again(about))
    return Request("service", TITLE, asks, tuple(rows),
                   steps=_parts.steps(about), confirm=confirm)  # fmt: skip
