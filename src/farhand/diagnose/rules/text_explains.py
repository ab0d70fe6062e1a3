"""In text, a cause explains what it is known to bring about, also where another subject is named, or none.

The ladder of a self-test stops at the first failure; a log goes on and complains of all that follows. So
what a cause `explains` in the knowledge base is its symptom where it is seen after it, in the same source, or
in another one. A resolver that fails explains the time-outs after it, not those before; what a command
shows of how things are explains what was seen before somebody asked, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from farhand import causes
from farhand.model import Finding, Result, StateQuote

#: A root must be this sure to explain anything, and its symptom not much surer; on the same line, not at all.
_SURE, _SURER = 0.5, 0.2


def apply(findings: Sequence[Finding], results: Sequence[Result]) -> list[Finding]:
    root_of: dict[int, Finding] = {}
    for i, f in enumerate(findings):
        root = next((r for r in findings if _explains(r, f)), None) if f.check == "text" else None
        if root is not None and not any(root is findings[j] for j in root_of):
            root_of[i] = root
    return [_marked(f, i, root_of, findings) for i, f in enumerate(findings)]


def _marked(f: Finding, i: int, root_of: Mapping[int, Finding], findings: Sequence[Finding]) -> Finding:
    if i in root_of:
        return replace(f, role="symptom")
    told = [f"{findings[j].subject}: {findings[j].cause}" for j, root in root_of.items() if root is f]
    return replace(f, explains=tuple(dict.fromkeys([*f.explains, *told]))) if told else f


def _explains(root: Finding, other: Finding) -> bool:
    if root is other or root.role != "root" or root.check != "text" or root.confidence < _SURE:
        return False
    if other.cause not in causes.get(root.cause).explains or root.cause in causes.get(other.cause).explains:
        return False
    surer = 0.0 if _places(root) & _places(other) else _SURER
    return other.confidence - root.confidence <= surer and not _before(other, root)


def _places(finding: Finding) -> set[tuple[str, int]]:
    return {(quote.source, quote.line) for quote in finding.evidence}


def _before(a: Finding, b: Finding) -> bool:
    """All of `a` stands before all of `b`, in one source. A state is asked for when its symptom was seen."""
    if any(isinstance(quote, StateQuote) for quote in b.evidence):
        return False
    places_a, places_b = _places(a), _places(b)
    sources = {s for s, _ in places_a} & {s for s, _ in places_b}
    return any(max(n for s, n in places_a if s == x) < min(n for s, n in places_b if s == x) for x in sources)
