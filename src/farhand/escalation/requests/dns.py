"""A change at the name servers: a record, a zone, a forwarder, or leave to ask them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.escalation.about import About, places
from farhand.escalation.nouns import Request
from farhand.escalation.requests import _parts
from farhand.words import _, marked

TITLE = marked("DNS change")
TERMS = marked("A name that {product} needs is not looked up as it should be.")
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_SERVER = re.compile(r"[A-Za-z0-9._:-]+")


def request(about: About) -> Request:
    name, server = places(about)[0].host, about.word("server", "resolver")
    asks = _parts.asked(about, marked("Please see why {here} does not get the right answer for {name}."))
    rows = _parts.known(
        (_("Name"), name),
        (_("Asked from"), about.here),
        (_("Name server"), server),
        (_("Answer now"), about.word("wrong", "says")),
        (_("Answer wanted"), about.word("right")),
        (_("Protocol"), _("UDP and TCP, port 53")),
        (_("Reason"), _parts.reason(about)),
    )
    confirm = (*_look_up(name, server), *_parts.again(about))
    return Request("dns", _(TITLE), asks, tuple(rows), steps=_parts.steps(about), confirm=confirm)


def _look_up(name: str, server: str) -> Iterator[str]:
    if _NAME.fullmatch(name) and name[0] != "-":
        yield f"getent ahosts {name}"
        if _SERVER.fullmatch(server) and server[0] != "-":
            yield f"dig +time=2 +tries=1 {name} @{server}"
