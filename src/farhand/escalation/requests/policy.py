"""An exception from a security policy, or a change that meets it."""

from __future__ import annotations

from farhand.escalation.about import About
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts
from farhand.words import _, marked

TITLE = marked("Security policy")
TERMS = marked("A security policy of the site forbids something that {product} needs.")


def request(about: About) -> Request:
    asks = _parts.asked(
        about, marked("Please allow {product} what stands below, or tell us how it can comply.")
    )
    return _parts.plainly(
        "policy", _(TITLE), about, asks,
        (_("Where"), about.here),
        (_("What is denied"), about.word("part", "path", "says", "name")),
        (_("Reason"), _parts.reason(about)),
    )  # fmt: skip
