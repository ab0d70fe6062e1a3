"""A change of the app's own settings at the site."""

from __future__ import annotations

from farhand.escalation.about import About, places
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts

TITLE = "Change of the app's settings"
TERMS = "A setting with which {product} is started at the site has to be corrected."


def request(about: About) -> Request:
    place, variable = places(about)[0], about.word("variable", "names", "name")
    asks = _parts.asked(
        about, "Please correct the settings of {product} as it stands below, and start it again."
    )
    return _parts.plainly(
        "settings", TITLE, about, asks,
        ("Setting", variable),
        ("Written down in", about.word("file", "places", "path")),
        ("Given as", about.word("other")),
        ("Concerns", place.shown if place.host else ""),
        ("Address", about.word("url")),
        ("Reason", _parts.reason(about)),
    )  # fmt: skip
