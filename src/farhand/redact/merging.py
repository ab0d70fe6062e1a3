"""Which spans are hidden in the end, where several rules have found something in the same place.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from farhand.redact.rules import Span


def merged(text: str, spans: Iterable[Span]) -> list[Span]:
    """Spans in order, not overlapping, that hide all that these hide.

    A secret keeps its own extent, so that its mark is the same everywhere; what else overlaps with it
    hides the rest.
    """
    found: list[Span] = []
    some: list[Span] = []
    end = -1
    for span in sorted(spans):
        if span[0] < end:
            some.append(span)
            end = max(end, span[1])
            continue
        if some:
            found += some if len(some) == 1 else _merged(text, some)
        some, end = [span], span[1]
    return found + (some if len(some) == 1 else _merged(text, some))


def _merged(text: str, spans: list[Span]) -> list[Span]:
    """The same for spans each of which overlaps with another."""
    secrets = _of_one_sort(text, [span for span in spans if not span[3]])
    others = _of_one_sort(text, [span for span in spans if span[3]])
    return sorted([*secrets, *_without(others, secrets)])


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
