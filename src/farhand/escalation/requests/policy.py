"""An exception from a security policy, or a change that meets it."""

from __future__ import annotations

from farhand.escalation.about import About
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts

TITLE = "Security policy"
TERMS = "A security policy of the site forbids something that {product} needs."


def request(about: About) -> Request:
    asks = _parts.asked(about, "Please allow {product} what stands below, or tell us how it can comply.")
    return _parts.plainly(
        "policy", TITLE, about, asks,
        ("Where", about.here),
        ("What is denied", about.word("part", "path", "says", "name")),
        ("Reason", _parts.reason(about)),
    )  # fmt: skip
