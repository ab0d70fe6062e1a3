"""What happened, what it was, what it cost: the page of `farhand case close`, as the case stands now."""

from __future__ import annotations

import re

from starlette.responses import HTMLResponse, Response

from farhand.case import story
from farhand.concluding import postmortem
from farhand.faces import post_mortem
from farhand.hub.desk import Asked, aside
from farhand.hub.who import USERS

PATHS, METHOD = {"/cases/{case}/post-mortem": USERS}, "GET"
#: The digest of the page's one style sheet, as the page itself names it.
_STYLE = re.compile("'(sha256-[A-Za-z0-9+/=]{44})'")


async def answer(asked: Asked) -> Response:
    """A file that is whole by itself, with a policy that lets through its own style and nothing else."""
    page = await aside(lambda: post_mortem.html(postmortem.of(story.of(asked.book.entries()))))
    named = _STYLE.search(page)
    style = f" style-src '{named[1]}';" if named else ""
    policy = f"default-src 'none';{style} frame-ancestors 'none'; form-action 'none'; base-uri 'none'"
    return HTMLResponse(page, headers={"content-security-policy": policy})
