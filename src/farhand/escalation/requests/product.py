"""A question for the product team: something that the product does not support here, or does not have."""

from __future__ import annotations

from farhand.escalation.about import About
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts

TITLE = "Product request"
TERMS = "The site uses {product} in a way that it does not support today."


def request(about: About) -> Request:
    asks = (
        f"Please decide whether {about.product} will support this site as it is; "
        "until then we tell the customer what to change."
    )
    return _parts.plainly(
        "product", TITLE, about, asks,
        ("App", about.product),
        ("Site", about.site),
        ("Found there", about.word("version", "found", "path", "says")),
        ("Supported", about.word("tested", "wanted")),
        ("Needed for", _parts.reason(about)),
    )  # fmt: skip
