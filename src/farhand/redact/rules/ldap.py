"""The domain in a distinguished name (`dc=corp,dc=example`): its mark is that of `corp.example`. Also bare MAC addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import matches, of_all

GROUP = "identifier"
_DOMAIN = re.compile(r"(?<![\w-])dc=[\w-]{1,63}(?:, ?dc=[\w-]{1,63}){1,6}", re.I)
_MAC = re.compile(
    r"(?:hwaddr|mac[_ ]?addr(?:ess)?|mac)\\{0,3}[\"']?[ \t]{0,4}[:=][ \t]{0,4}\\{0,3}[\"']?([0-9A-F]{12})(?![\w-])",
    re.I,
)
_MACS = ("hwaddr", "macaddr", "mac_addr", "mac addr", 'mac"', "mac=")
ANCHORS = ("dc=", *_MACS)


def find(text: str, where: Where) -> Iterator[Span]:
    for match in matches(_DOMAIN, text, where.get("dc=", ()), 0, 500):
        name = re.sub(r",? ?dc=", ".", match.group(), flags=re.I).strip(".")
        yield Span(match.start() + 3, match.end(), name, "host")
    for match in matches(_MAC, text, of_all(where, _MACS), 0, 60):
        yield Span(match.start(1), match.end(1), match.group(1), "mac")
