"""A question for the product team: something that the product does not support here, or does not have."""

from __future__ import annotations

from farhand.escalation.about import About
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts
from farhand.words import _, marked

TITLE = marked("Product request")
TERMS = marked("The site uses {product} in a way that it does not support today.")


def request(about: About) -> Request:
    asks = _(
        "Please decide whether {product} will support this site as it is; "
        "until then we tell the customer what to change."
    ).format(product=about.product)
    return _parts.plainly(
        "product", _(TITLE), about, asks,
        (_("App"), about.product),
        (_("Site"), about.site),
        (_("Found there"), about.word("version", "found", "path", "says")),
        (_("Supported"), about.word("tested", "wanted")),
        (_("Needed for"), _parts.reason(about)),
    )  # fmt: skip
