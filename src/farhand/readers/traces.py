"""Traces: OpenTelemetry (OTLP JSON), Jaeger and Zipkin.

Every span above a failing one fails too, and every span above a slow one is slow: the deepest failing span,
and the span that spends the time itself, are where the fault is. What an exception says in words is for the
signatures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from farhand.readers import Part, Sign, _span_means
from farhand.readers._json_parts import documents, place
from farhand.readers._spans import Span, spans
from farhand.readers._trace_examples import EXAMPLES as EXAMPLES

WORDS = ('"spanId"', '"spanID"', '"operationName"', '"traceId"')
PAST = True
_WORDS = ('"spanId"', '"spanID"', '"operationName"', '"traceId"')
#: Seconds that make a trace slow, the share of it that one span must have itself, and how many alike are a
#: loop.
_SLOW, _SHARE, _LOOP = 1.0, 0.5, 20
_DEEPEST = 3


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    for document in documents(lines, *_WORDS):
        if spans(document.value):
            yield document.first, document.end


def read(part: Part) -> Iterator[Sign]:
    known: list[Span] = []
    cut = False
    for document in documents(part.lines, *_WORDS):
        known += spans(document.value)
        cut = cut or document.cut
    failed = _deepest([s for s in known if s.failed], known)
    found = [sign for span in failed[:_DEEPEST] for sign in _failed(part.lines, span)]
    found = found or list(_slow(part.lines, known))
    yield from found
    longest = max((s.seconds for s in known), default=0.0)
    if not found and not failed and not cut and 0 < longest < _SLOW:
        why = f"{len(known)} spans without an error, the longest takes {longest * 1000:.0f} ms"
        yield Sign(0, healthy=why, subject="trace")


def _deepest(failed: Sequence[Span], known: Sequence[Span]) -> list[Span]:
    """Failing spans below which nothing fails, the first in time first: later ones may follow from it."""
    above = {(s.trace, s.parent) for s in failed}
    reached = _ancestors(failed, known)
    leaves = [s for s in failed if (s.trace, s.id) not in above and (s.trace, s.id) not in reached]
    return sorted(leaves or failed[:1], key=lambda s: s.start)


def _ancestors(failed: Sequence[Span], known: Sequence[Span]) -> set[tuple[str, str]]:
    """All spans above failing ones, also where one between them did not fail. Each is walked once."""
    parent = {(s.trace, s.id): s.parent for s in known}
    reached: set[tuple[str, str]] = set()
    for s in failed:
        at = (s.trace, s.parent)
        while at in parent and at not in reached:
            reached.add(at)
            at = (at[0], parent[at])
    return reached


def _failed(lines: Sequence[str], span: Span) -> Iterator[Sign]:
    at = place(lines, span.id)
    for sign in _span_means.failed(span):
        yield Sign(at, sign.cause, sign.weight, sign.why, sign.subject, facts=sign.facts, params=sign.params)


def _slow(lines: Sequence[str], known: Sequence[Span]) -> Iterator[Sign]:
    """The span that has the time itself, where one trace is slow; else many alike that have it together."""
    roots = [s for s in known if s.seconds >= _SLOW]
    if not roots:
        return
    own = _own_times(known)
    whole = max(s.seconds for s in roots)
    span = max(known, key=lambda s: own[(s.trace, s.id)])
    mine = own[(span.trace, span.id)]
    if mine >= _SLOW and mine >= _SHARE * whole:
        sign = _span_means.slow(span, mine, whole)
        if sign:
            yield Sign(place(lines, span.id), sign.cause, sign.weight, sign.why, sign.subject)
        return
    yield from _loop(lines, known, whole)


def _loop(lines: Sequence[str], known: Sequence[Span], whole: float) -> Iterator[Sign]:
    alike: dict[tuple[str, str], list[Span]] = {}
    for s in known:
        if _span_means.is_query(s):
            alike.setdefault((s.parent, s.name), []).append(s)
    for (_, name), group in alike.items():
        together = sum(s.seconds for s in group)
        if len(group) >= _LOOP and together >= _SHARE * whole:
            why = f"{len(group)} queries alike ({name[:60]}) take {together:.2g} of {whole:.2g} s"
            yield Sign(place(lines, group[0].id), "db.slow_query", 0.6, why, _span_means.who(group[0]))


def _own_times(known: Sequence[Span]) -> Mapping[tuple[str, str], float]:
    """Seconds of each span that none of its children has."""
    below: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for s in known:
        below.setdefault((s.trace, s.parent), []).append((s.start, s.start + s.seconds))
    return {(s.trace, s.id): s.seconds - _covered(s, below.get((s.trace, s.id), ())) for s in known}


def _covered(span: Span, times: Sequence[tuple[float, float]]) -> float:
    """How much of the span's time its children have, where two at once count once."""
    total, until = 0.0, span.start
    for start, end in sorted(times):
        start, end = max(start, until), min(end, span.start + span.seconds)
        if end > start:
            total, until = total + end - start, end
    return total
