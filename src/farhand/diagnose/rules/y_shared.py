"""One fault of the site that many dependencies meet is one root, shown once.

A dead resolver fails every look-up, a wrong clock every certificate: causes marked `shared = true` in
the knowledge base are told once, at the dependency that shows it best, and the others are what it explains.
Dependencies that met it at another place (another resolver, another proxy) stay roots of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from farhand import causes
from farhand.model import Finding, Result


def apply(findings: Sequence[Finding], results: Sequence[Result]) -> list[Finding]:
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.role == "root" and causes.get(finding.cause).shared:
            groups.setdefault((finding.cause, str(finding.params.get("shared_by", ""))), []).append(finding)
    made = {id(f): new for group in groups.values() if len(group) > 1 for f, new in _one_root(group)}
    return [made.get(id(f), f) for f in findings]


def _one_root(group: Sequence[Finding]) -> list[tuple[Finding, Finding]]:
    best = max(group, key=lambda f: (f.critical, f.confidence))
    others = tuple(f"{f.subject}: {f.cause}" for f in group if f is not best)
    return [
        (f, replace(f, explains=(*f.explains, *others)) if f is best else replace(f, role="symptom"))
        for f in group
    ]
