"""Keys of a shape that their issuer gave them: JWT, AWS, GitHub, Slack, Stripe and so on."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.redact import shapes
from farhand.redact.rules import Span, Where

ANCHORS = tuple(sorted({literal for _, literal, _, _ in shapes.rows()}))


def find(text: str, where: Where) -> Iterator[Span]:
    for start, end, value in shapes.find(text, where):
        yield Span(start, end, value)
