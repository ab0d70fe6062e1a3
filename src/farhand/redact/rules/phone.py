"""Telephone numbers: international ones, those in the usual groups, and any after a label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact.rules import Span, Where
from farhand.redact.rules._labelled import Labelled

GROUP = "person"
PATTERNS = (r"\+\d[\d ().-]{6}", r"-\d{4}", r"\.\d{3}\.\d{4}")
_LABELLED = Labelled(
    "phone", ("phone", "mobile", "msisdn", "fax", "telefon", "tel", "cell"),
    r"[\w.-]{0,30}(?:phone|mobile|msisdn|fax|telefon|(?<![a-z])tel|(?<![a-z])cell)(?:[ _-]?(?:no|number|num|nr))?\.?",
    r"\+?\(?\d[\d ()./-]{5,22}\d",
)  # fmt: skip
ANCHORS = _LABELLED.labels

_INTERNATIONAL = re.compile(
    r"(?<![\w+/.-])\+(?:1[ .-]?\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}(?!\d)"
    r"|[2-9]\d{0,2}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d(?:[ .-]?\d){5,11})(?![\d.]*[A-Za-z_])"
)
_GROUPED = re.compile(
    r"(?<![\w.+/-])(?:\+?1[-. ])?(?:\([2-9]\d{2}\)[ -]?|[2-9]\d{2}[-. ])[2-9]\d{2}[-.]\d{4}(?![\w-]|\.\d)"
)


def find(text: str, where: Where) -> Iterator[Span]:
    for end in where.get(PATTERNS[0], ()):
        match = _INTERNATIONAL.match(text, text.rfind("+", max(0, end - 9), end))
        if match:
            yield _span(match)
    for pattern in PATTERNS[1:]:
        for end in where.get(pattern, ()):
            match = _GROUPED.search(text, max(0, end - 18), end + 1)
            if match and match.end() >= end:
                yield _span(match)
    yield from _LABELLED.find(text, where)


def _span(match: re.Match[str]) -> Span:
    return Span(match.start(), match.end(), "".join(c for c in match.group() if c.isdigit()), "phone")
