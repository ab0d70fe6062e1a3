"""A firewall change: source, destination, port, protocol, reason, and the test that confirms it."""

from __future__ import annotations

from farhand.escalation.about import About, Place, places
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts

TITLE = "Firewall change"
TERMS = "A connection that {product} needs does not get through the network."


def request(about: About) -> Request:
    found = [_placed(about, place) for place in places(about)]
    rows = [
        *_parts.place_rows(about, found),
        ("Action", "allow, with replies"),
        ("Reason", _parts.reason(about)),
    ]
    box = about.word("box")
    rows += [("Where", f"{box} answers in its place")] if box else []
    confirm = [line for place in found if not place.inbound for line in _parts.opens(place)]
    undo = "Remove the rule again: nothing else depends on it."
    return Request(
        "firewall",
        TITLE,
        _asks(about, found),
        tuple(rows),
        steps=_parts.steps(about),
        confirm=(*confirm, *_parts.again(about)),
        undo=(undo,),
    )


def _placed(about: About, place: Place) -> Place:
    """Time goes to port 123; a source that others must let in is ours."""
    if about.finding.cause == "clock.ntp":
        host = place.host or "the site's time server"
        return Place(host, place.port or "123", "UDP", place.address)
    return place


def _asks(about: About, found: list[Place]) -> str:
    first = found[0]
    if first.inbound:
        return f"Please allow calls from {first.source} to {first.shown}."
    return _parts.asked(about, "Please allow {here} to connect to {place}.", first)
