"""A change where the app runs: limits, mounts, permissions, resources, clocks."""

from __future__ import annotations

from farhand.escalation.about import About
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts

TITLE = "Change of the platform"
TERMS = "The machine or platform that runs {product} does not give it what it needs."


def request(about: About) -> Request:
    asks = _parts.asked(about, "Please change what stands below on {here}.")
    platform = about.app.platform if about.app else ""
    return _parts.plainly(
        "platform", TITLE, about, asks,
        ("Where", about.here),
        ("Platform", " ".join(filter(None, (platform, about.app.target if about.app else "")))),
        ("Path", about.word("part", "path")),
        ("Mount", about.word("mount")),
        ("User", about.word("uid")),
        ("Group", about.word("gid")),
        ("Unit", about.word("unit")),
        ("Limit now", about.word("limit")),
        ("Limit wanted", about.word("wanted")),
        ("Reason", _parts.reason(about)),
    )  # fmt: skip
