"""Within one dependency a later stage's finding is a symptom of the first failing stage's.

The ladder normally stops at the first failure; where it went on (a warning, a side probe), the
earlier and surer finding is the root and what its cause `explains` is its symptom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from farhand import causes
from farhand.model import Finding, Result

#: In text that names no subject a root may not be much less sure than what it explains.
_SURER = 0.2


def apply(findings: Sequence[Finding], results: Sequence[Result]) -> list[Finding]:
    symptoms = {
        i: root
        for root in findings
        for i, f in enumerate(findings)
        if f is not root and f.subject == root.subject and _brings(root, f)
    }
    made = [replace(f, role="symptom") if i in symptoms else f for i, f in enumerate(findings)]
    explained = {id(root): f.cause for i, root in symptoms.items() for f in [findings[i]]}
    return [
        replace(m, explains=(*m.explains, f"{f.subject}: {explained[id(f)]}")) if id(f) in explained else m
        for f, m in zip(findings, made)
    ]


def _brings(root: Finding, other: Finding) -> bool:
    unnamed = root.check == other.check == "text" and other.subject == other.stage
    surer = other.confidence - root.confidence
    return other.cause in causes.get(root.cause).explains and not (unnamed and surer > _SURER)
