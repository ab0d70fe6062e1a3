"""A change at the other side: the service itself has to run, listen, or take what the app sends."""

from __future__ import annotations

from farhand.escalation.about import About, places
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts

TITLE = "Change at a service"
TERMS = "{product} reaches for a service that does not do what it should."
_ASKS = {
    "tcp.refused": "Please see that the service at {place} runs and listens on that port for other hosts.",
    "tcp.host_down": "Please see that the machine at {place} runs and has that address.",
    "tcp.mute": "Please see why the service at {place} takes the connection and says nothing.",
    "fs.remote": "Please see that the file server answers and still exports this directory.",
    "vendor.outage": "Please bring the service at {place} back.",
}


def request(about: About) -> Request:
    place = places(about)[0]
    words = _ASKS.get(about.finding.cause, "Please change what stands below at the service at {place}.")
    rows = _parts.known(
        ("Service", place.shown),
        ("Address asked for", about.word("url")),
        ("Asked from", about.here),
        ("Account", about.word("user", "sender")),
        ("Answer", about.word("said", "message", "code")),
        ("Mounted", about.word("mount", "path")),
        ("Reason", _parts.reason(about)),
    )
    confirm = (*_parts.opens(place), *_parts.again(about))
    return Request("service", TITLE, words.format(place=place.shown), tuple(rows),
                   steps=_parts.steps(about), confirm=confirm)  # fmt: skip
