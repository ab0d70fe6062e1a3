"""From clues to findings: one per cause, with all that speaks for it, the surest first.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from farhand import causes
from farhand.diagnose.clues import Clue
from farhand.model import Finding, Quote, StateQuote

#: Families whose messages quote other reasons; all others are reasons by themselves. Programs that do not
#: start stand in between: a container quotes them, and they quote a missing library.
_OUTER = {"exec": 1, **dict.fromkeys(("http", "app", "vendor", "container", "service"), 2)}
#: Reasons by themselves, though their family is not.
_REASONS = ("app.license", "app.unsupported", "app.dependency_missing", "http.rate_limited", "http.too_large")
#: How much a further, different clue adds; most that text alone can give; lines shown of one cause,
#: among them those on which the surest message goes on.
_FURTHER, _SUREST, _SHOWN, _AFTER = 0.5, 0.98, 10, 3
#: How sure a deeper reason must be to count, how much less than what quotes it, how many lines further on.
_QUOTED, _LESS, _MESSAGE = 0.5, 0.35, 4
#: Clues of each of two causes that are compared.
_COMPARED = 20
#: What another reading of the same lines keeps of its confidence.
_RIVAL = 0.55
#: What words alone must come to.
_WORDS = 0.445
#: A vague cause gives way to another that is at least this sure; to an outer complaint only where that is not
#: much less sure than itself.
_CLEAR, _UNSURER = 0.4, 0.25


def findings(clues: Sequence[Clue]) -> list[Finding]:
    """Findings of all sources together. Vague causes and outer messages are marked as symptoms."""
    groups = (_finding(group) for group in _by_cause(clues) if _says_enough(group))
    made = sorted(groups, key=lambda f: -f.confidence)
    return _rivals(_vague(_outer(made, clues)))


def _says_enough(clues: Sequence[Clue]) -> bool:
    """Words alone must say more than a reader that looked at numbers; else they are often wrong."""
    read = any(clue.by.partition(":")[2] for clue in clues)
    return read or _together(sorted(clues, key=lambda c: -c.weight)) >= _WORDS


def _by_cause(clues: Iterable[Clue]) -> list[list[Clue]]:
    ordered = sorted(clues, key=lambda c: c.cause)
    return [list(group) for _, group in groupby(ordered, key=lambda c: c.cause)]


def _outer(found: list[Finding], clues: Sequence[Clue]) -> list[Finding]:
    """In one message the outer complaint is a symptom of the deeper reason that it quotes."""
    roots = {
        i: inner
        for i, f in enumerate(found)
        if (inner := next((o for o in found if _is_inner(o, f) and _quotes_it(f, o, clues)), None))
    }
    told: dict[str, list[str]] = {}
    for i, root in roots.items():
        told.setdefault(root.cause, []).append(f"{found[i].subject}: {found[i].cause}")
    return [
        replace(f, role="symptom")
        if i in roots
        else replace(f, explains=(*f.explains, *told.get(f.cause, ())))
        for i, f in enumerate(found)
    ]


def _is_inner(inner: Finding, outer: Finding) -> bool:
    return (
        inner.role == "root"
        and depth_of(inner.cause) < depth_of(outer.cause)
        and inner.confidence >= max(_QUOTED, outer.confidence - _LESS)
        and not causes.get(inner.cause).vague
        and inner.cause not in causes.get(outer.cause).explains
    )


def _quotes_it(outer: Finding, inner: Finding, clues: Sequence[Clue]) -> bool:
    mine = [c for c in clues if c.cause == outer.cause][:_COMPARED]
    others = [c for c in clues if c.cause == inner.cause and c.weight >= _QUOTED][:_COMPARED]
    return any(_goes_on(c, o) for c in mine for o in others)


def _goes_on(clue: Clue, other: Clue) -> bool:
    """The other one stands further on in the same message, which may be wrapped, or in its traceback."""
    if other.source != clue.source:
        return False
    if other.line <= clue.last and clue.line <= other.last:
        return other.span[1] > clue.span[1]
    return 0 < other.line - clue.last <= _MESSAGE and other.lines[0][1] != clue.lines[0][1]


def depth_of(cause: str) -> int:
    """How near to the ground a cause is: 0 is a reason by itself, 2 is what somebody complains of."""
    return 0 if cause in _REASONS else _OUTER.get(cause.partition(".")[0], 0)


def _finding(clues: list[Clue]) -> Finding:
    """One finding of all clues for one cause."""
    ranked = sorted(clues, key=lambda c: (-c.weight, c.source, c.line))
    best = ranked[0]
    subjects = [c.subject for c in ranked if c.subject]
    return Finding(
        cause=best.cause,
        confidence=_together(ranked),
        why=best.why,
        params={k: v for c in reversed(ranked) for k, v in c.params.items()},
        subject=subjects[0] if subjects else best.cause.partition(".")[0],
        check="text",
        stage=best.cause.partition(".")[0],
        says=causes.get(best.cause).title,
        role="symptom" if all(c.symptom for c in ranked) else "root",
        evidence=tuple(_quotes(ranked)),
    )


def _together(ranked: Sequence[Clue]) -> float:
    """The surest clue, and half of what each other kind of clue would add."""
    doubt = 1.0
    seen: set[str] = set()
    for clue in ranked:
        if clue.by not in seen:
            doubt *= 1.0 - clue.weight * (_FURTHER ** len(seen))
            seen.add(clue.by)
    return min(_SUREST, 1.0 - doubt)


def _quotes(ranked: Sequence[Clue]) -> list[Quote]:
    """The lines of the best clues, each line once, different clues before repeated ones."""
    first = {c.by: c for c in reversed(ranked)}
    spread = sorted(first.values(), key=lambda c: -c.weight) + [c for c in ranked if c is not first[c.by]]
    made: dict[tuple[str, int, str], Quote] = {}
    for clue, line in [(c, line) for c in spread for line in c.lines][: _SHOWN - _AFTER]:
        kind = StateQuote if clue.shows_state else Quote
        made.setdefault((clue.source, *line), kind(clue.source, *line))
    for line in ranked[0].after[:_AFTER]:
        made.setdefault((ranked[0].source, *line), Quote(ranked[0].source, *line))
    return list(made.values())


def _rivals(found: list[Finding]) -> list[Finding]:
    """Two readings of the same lines are not two faults: the less sure one is what else it may be."""
    made: list[Finding] = []
    for finding in sorted(found, key=lambda f: (f.role != "root", -f.confidence)):
        lines = {(q.source, q.line) for q in finding.evidence}
        over = next(
            (m for m in made if m.role == "root" and lines <= {(q.source, q.line) for q in m.evidence}), None
        )
        if over and finding.role == "root":
            made.append(replace(finding, confidence=finding.confidence * _RIVAL))
        else:
            made.append(finding)
    return made


def _vague(found: list[Finding]) -> list[Finding]:
    """What says only that something failed gives way to what says why."""
    clear = next(
        (f for f in found if f.role == "root" and not causes.get(f.cause).vague and f.confidence >= _CLEAR),
        None,
    )
    if clear is None:
        return found
    gives_way = [f for f in found if causes.get(f.cause).vague and _gives_way(f, clear)]
    told = [f"{f.subject}: {f.cause}" for f in gives_way]
    return [
        replace(f, role="symptom")
        if f in gives_way
        else replace(f, explains=(*f.explains, *told))
        if f is clear
        else f
        for f in found
    ]


def _gives_way(vague: Finding, clear: Finding) -> bool:
    outer = depth_of(clear.cause) > depth_of(vague.cause)
    return not outer or vague.confidence <= clear.confidence + _UNSURER
