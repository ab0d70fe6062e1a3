"""A change where the app runs: limits, mounts, permissions, resources, clocks."""

from __future__ import annotations

from farhand.escalation.about import About
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts

TITLE = "Change of the platform"
TERMS = "The machine or platform that runs {product} does not give it what it needs."
_ASKS = {
    "fs": "Please change the file system, mount or permission that stands below.",
    "limits": "Please raise the limit that stands below.",
    "memory": "Please give {product} the memory that it needs, or see what takes it.",
    "container": "Please change what stands below in the platform that runs the containers.",
    "clock": "Please set the clock of {here} right and keep it so.",
    "service": "Please see that the unit starts.",
    "tcp": "Please change the limit of the network on {here} that stands below.",
    "dns": "Please give {here} a name server that answers.",
}


def request(about: About) -> Request:
    words = _ASKS.get(about.family, "Please change what stands below on {here}.")
    asks = words.format(here=about.here, product=about.product)
    platform = about.app.platform if about.app else ""
    return _parts.plainly(
        "platform", TITLE, about, asks,
        ("Where", about.here),
        ("Platform", " ".join(filter(None, (platform, about.app.target if about.app else "")))),
        ("Path", about.word("part", "path")),
        ("Mount", about.word("mount")),
        ("User and group", " ".join(filter(None, (about.word("uid"), about.word("gid"))))),
        ("Unit", about.word("unit")),
        ("Limit now", about.word("limit")),
        ("Limit wanted", about.word("wanted")),
        ("Reason", _parts.reason(about)),
    )  # fmt: skip
