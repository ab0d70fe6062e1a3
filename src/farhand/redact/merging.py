"""Which spans are hidden in the end, where several rules have found something in the same place.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from farhand.redact.rules import Span


def merged(text: str, spans: Iterable[Span]) -> list[Span]:
    """Spans in order, not overlapping, that hide all that these hide.

    A secret keeps its own extent, so that its mark is the same everywhere; what else overlaps with it
    hides the rest.
    """
    secrets: list[Span] = []
    others: list[Span] = []
    for span in spans:
        (others if span[3] else secrets).append(span)
    if not others:
        return _of_one_sort(text, secrets)
    if not secrets:
        return _of_one_sort(text, others)
    secrets = _of_one_sort(text, secrets)
    left = list(_without(_of_one_sort(text, others), secrets))
    return sorted([*secrets, *left])


def _of_one_sort(text: str, spans: list[Span]) -> list[Span]:
    """Of those that overlap the outer one, or a new one around both."""
    spans.sort()
    found: list[Span] = []
    begin, end = 0, -1
    for span in spans:
        if span[0] >= end:
            found.append(span)
            begin, end = span[0], span[1]
        elif span[1] > end or (span[0] == begin and span[1] == end):
            found[-1] = _one_of(text, found[-1], span)
            end = found[-1][1]
    return found


def _one_of(text: str, first: Span, second: Span) -> Span:
    """One span for two that overlap, of which the second does not lie inside the first."""
    if second.start > first.start:
        return Span(first.start, second.end, text[first.start : second.end], first.kind)
    if second.end > first.end:
        return second
    return first if len(first.value) >= len(second.value) else second


def _without(others: list[Span], secrets: list[Span]) -> Iterator[Span]:
    """What of the others lies outside of the secrets."""
    first, count = 0, len(secrets)
    for other in others:
        at, end = other[0], other[1]
        while first < count and secrets[first][1] <= at:
            first += 1
        if first == count or secrets[first][0] >= end:
            yield other
            continue
        number = first
        while number < len(secrets) and secrets[number][0] < other[1]:
            secret = secrets[number]
            if secret[0] > at:
                yield Span(at, secret[0], other[2], other[3])
            at = max(at, secret[1])
            number += 1
        if at < other[1]:
            yield other if at == other[0] else Span(at, other[1], other[2], other[3])
