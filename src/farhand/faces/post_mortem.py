"""The post-mortem of a case as one self-contained page: no script, nothing loaded, everything escaped."""

from __future__ import annotations

import base64

from farhand.concluding.postmortem import PostMortem
from farhand.faces import rendering
from farhand.faces.case import clock
from farhand.faces.cause_words import OWNERS


def html(page: PostMortem, drawn: str = "") -> str:
    """The page, as text to be written in UTF-8. `drawn`: the map of the site as SVG, shown as an image."""
    owner = OWNERS.get(page.cause.owner, page.cause.owner) if page.cause else ""
    return rendering.page(
        "post_mortem.html",
        ("report.css", "triage.css", "post_mortem.css"),
        page=page,
        clock=clock,
        owner=owner[:1].upper() + owner[1:],
        drawn=base64.b64encode(drawn.encode()).decode(),
    )
