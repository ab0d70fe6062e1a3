"""Keys of a shape that their issuer gave them: JWT, AWS, GitHub, Slack, Stripe and so on."""

from __future__ import annotations

from collections.abc import Iterator

from farhand.redact import shapes
from farhand.redact.rules import Span

ANCHORS = tuple(sorted({literal for _, literal, _ in shapes.SHAPES}))


def find(text: str, lower: str) -> Iterator[Span]:
    for start, end, value in shapes.find(text, lower):
        yield Span(start, end, value)
