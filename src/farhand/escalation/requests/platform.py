"""A change where the app runs: limits, mounts, permissions, resources, clocks."""

from __future__ import annotations

from farhand.escalation.about import About
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts
from farhand.words import _, marked

TITLE = marked("Change of the platform")
TERMS = marked("The machine or platform that runs {product} does not give it what it needs.")


def request(about: About) -> Request:
    asks = _parts.asked(about, marked("Please change what stands below on {here}."))
    platform = about.app.platform if about.app else ""
    return _parts.plainly(
        "platform", _(TITLE), about, asks,
        (_("Where"), about.here),
        (_("Platform"), " ".join(filter(None, (platform, about.app.target if about.app else "")))),
        (_("Path"), about.word("part", "path")),
        (_("Mount"), about.word("mount")),
        (_("User"), about.word("uid")),
        (_("Group"), about.word("gid")),
        (_("Unit"), about.word("unit")),
        (_("Limit now"), about.word("limit")),
        (_("Limit wanted"), about.word("wanted")),
        (_("Reason"), _parts.reason(about)),
    )  # fmt: skip
