"""A firewall change: source, destination, port, protocol, reason, and the test that confirms it."""

from __future__ import annotations

from farhand.escalation.about import About, Place, places
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts
from farhand.words import _, marked, said

TITLE = marked("Firewall change")
TERMS = marked("A connection that {product} needs does not get through the network.")


def request(about: About) -> Request:
    found = [_placed(about, place) for place in places(about)]
    rows = [
        *_parts.place_rows(about, found),
        (_("Action"), _("allow, with replies")),
        (_("Reason"), _parts.reason(about)),
    ]
    box = about.word("box")
    rows += [(_("Where"), _("{box} answers in its place").format(box=box))] if box else []
    confirm = [line for place in found if not place.inbound for line in _parts.opens(place)]
    undo = _("Remove the rule again: nothing else depends on it.")
    return Request(
        "firewall",
        _(TITLE),
        _asks(about, found),
        tuple(rows),
        steps=_parts.steps(about),
        confirm=(*confirm, *_parts.again(about)),
        undo=(undo,),
    )


def _placed(about: About, place: Place) -> Place:
    """Time goes to port 123; a source that others must let in is ours."""
    if about.finding.cause == "clock.ntp":
        host = place.host or _("the site's time server")
        return Place(host, place.port or "123", "UDP", place.address)
    return place


def _asks(about: About, found: list[Place]) -> str:
    first = found[0]
    if first.inbound:
        told = _("Please allow calls from {source} to {place}.")
        return told.format(source=said(first.source), place=first.shown)
    return _parts.asked(about, marked("Please allow {here} to connect to {place}."), first)
