"""A change of the app's own settings at the site."""

from __future__ import annotations

from farhand.escalation.about import About, places
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts
from farhand.words import _, marked

TITLE = marked("Change of the app's settings")
TERMS = marked("A setting with which {product} is started at the site has to be corrected.")


def request(about: About) -> Request:
    place, variable = places(about)[0], about.word("variable", "names", "name")
    asks = _parts.asked(
        about, marked("Please correct the settings of {product} as it stands below, and start it again.")
    )
    return _parts.plainly(
        "settings", _(TITLE), about, asks,
        (_("Setting"), variable),
        (_("Written down in"), about.word("file", "places", "path")),
        (_("Given as"), about.word("other")),
        (_("Concerns"), place.shown if place.host else ""),
        (_("Address"), about.word("url")),
        (_("Reason"), _parts.reason(about)),
    )  # fmt: skip
