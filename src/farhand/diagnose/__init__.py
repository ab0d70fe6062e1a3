"""Findings in, diagnosis out: root causes first, each with the symptoms it explains.  Pure.

This is the seam of the engine: `diagnose(results)` is all that the faces call. Results come from a
self-test that has just run, from a saved report, or from text that somebody pasted; by the time they
are here there is no difference but the vantage.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from farhand import causes
from farhand.diagnose import rules
from farhand.diagnose.next_step import next_steps
from farhand.diagnose.owner import owner_of
from farhand.model import FAIL, NOTHING, PASS, UNKNOWN, WARN, Diagnosis, Finding, Result

#: A cause below this confidence is not listed; the verdict stays undecided.
LISTED = 0.3
#: Lines that may be one message, of which the last ones tell most.
_ONE_MESSAGE = 8
#: Below this one a cause is shown as possible, but it does not decide.
DECIDES = 0.5


def diagnose(results: Sequence[Result]) -> Diagnosis:
    """The diagnosis of one site at one time."""
    findings: list[Finding] = [f for r in results for f in r.findings]
    roots = {f.cause for f in findings if f.role == "root"}
    for rule in rules.every():
        findings = rule.apply(findings, results)
    merged = [_complete(f, results) for f in _merge(findings) if f.confidence >= LISTED]
    ordered = tuple(sorted(_rooted(merged, roots), key=_rank))
    return Diagnosis(verdict(ordered, results), ordered, tuple(next_steps(ordered, results)))


def _rooted(found: Sequence[Finding], roots: AbstractSet[str]) -> list[Finding]:
    """Where the rules found each to follow from another, the surest of those that were roots is the root."""
    able = [f for f in found if f.cause in roots and f.check == "text"]
    if not able or any(f.role == "root" for f in found):
        return list(found)
    best = max(able, key=lambda f: (not causes.get(f.cause).vague, f.confidence))
    return [replace(f, role="root") if f is best else f for f in found]


def verdict(found: Sequence[Finding], results: Sequence[Result]) -> str:
    """`healthy` needs positive evidence; a critical `unknown` that no root explains is undecided."""
    if any(_decides(f, results) for f in found):
        return "fault"
    open_questions = [r for r in results if r.critical and r.outcome in (FAIL, UNKNOWN) and not r.waived]
    if open_questions or not any(r.outcome in (PASS, WARN) for r in results):
        return "undecided"
    return "healthy"


def _decides(finding: Finding, results: Sequence[Result]) -> bool:
    """A root that matters, that is sure enough, and that does more than warn."""
    if finding.role != "root" or not finding.critical or finding.waived or finding.confidence < DECIDES:
        return False
    rows = [r for r in results if r.subject == finding.subject and r.stage == finding.stage]
    return not rows or any(r.outcome != WARN for r in rows)


def about(subject: str, results: Sequence[Result]) -> Mapping[str, Any]:
    """What was declared of a subject, as it travelled with its evidence."""
    rows = (r.facts["about"] for r in results if r.subject == subject and "about" in r.facts)
    found: Mapping[str, Any] = next(rows, NOTHING)
    return found


def _merge(findings: Sequence[Finding]) -> list[Finding]:
    """One finding per cause and subject: the surest one, with the evidence of all."""
    best: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        key = (finding.cause, finding.subject)
        other = best.get(key)
        best[key] = _join(other, finding) if other else finding
    return list(best.values())


def _join(a: Finding, b: Finding) -> Finding:
    first, second = (a, b) if a.confidence >= b.confidence else (b, a)
    quotes = first.evidence + tuple(q for q in second.evidence if q not in first.evidence)
    role = "root" if "root" in (a.role, b.role) and a.role == b.role else "symptom"
    return replace(first, evidence=quotes, role=role, critical=a.critical or b.critical)


def _complete(finding: Finding, results: Sequence[Result]) -> Finding:
    cause = causes.get(finding.cause)
    declared = about(finding.subject, results)
    owner, because = owner_of(finding, cause, declared)
    fix = finding.fix or tuple(causes.fill(step, finding.params) for step in cause.fix)
    others = finding.not_excluded
    if others is None:
        others = tuple(look_alike.cause for look_alike in cause.look_alikes)
    return replace(finding, owner=owner, owner_because=because, fix=fix, not_excluded=others)


def _rank(finding: Finding) -> tuple[int, int, float, int, float]:
    """Roots first, critical first, surest first; in a text, of causes about as sure, what broke first."""
    sure, first = finding.confidence, 0
    if finding.check == "text" and finding.evidence:
        sure, first = round(sure, 1), min(quote.line for quote in finding.evidence) // _ONE_MESSAGE
    return (finding.role != "root", not finding.critical, -sure, first, -finding.confidence)
