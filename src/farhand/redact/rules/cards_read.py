"""What machines read from a card or a passport: magnetic stripes (ISO/IEC 7813), the lines of ICAO 9303."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import line, matches

GROUP = "card"
ANCHORS = ("%b", "p<", "<<<<")
_STRIPE = re.compile(r"%B\d{12,19}\^[^^\n\"]{2,26}\^\d{4,}[^?\n\s\"]{0,40}\??", re.I)
_NAME = re.compile(r"(?<![A-Za-z0-9])P<[A-Z]{3}[A-Z]{1,36}<[A-Z<]{4,38}")
_NUMBERS = re.compile(r"(?<![A-Za-z0-9])[A-Z0-9<]{9}\d[A-Z<]{3}\d{7}[MFX<]\d{7}[A-Z0-9<]{2,16}")


def find(text: str, where: Where) -> Iterator[Span]:
    for match in matches(_STRIPE, text, where.get("%b", ()), 0, 140):
        yield Span(match.start(), match.end(), match.group(), "card")
    for match in matches(_NAME, text, where.get("p<", ()), 0, 50):
        yield Span(match.start(), match.end(), match.group(), "national-id")
    done = 0
    for at in where.get("<<<<", ()):
        if at >= done:
            first, done = line(text, at)
            numbers = _NUMBERS.search(text, max(first, at - 50), min(done, at + 50))
            if numbers:
                yield Span(numbers.start(), numbers.end(), numbers.group(), "national-id")
