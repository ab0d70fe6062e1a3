"""Texts that came up on a rung, read as all others are, and joined to what was seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from farhand import causes, evidence
from farhand.isolate.model import Site
from farhand.model import FAIL, WARN, Finding, Result
from farhand.reading import Source

#: From here on what a text names is the cause, and what was seen from outside is what follows from it.
SURE = 0.5


def of(site: Site, name: str, text: str) -> list[Result]:
    """What a text speaks of, one row for each cause; what it shows to work is left out."""
    if not text.strip():
        return []
    source = Source(name, [text.encode("utf-8", "replace")], text)
    opinion = evidence.weigh([source], site.settings.redactor, site.app)
    return [row for row in opinion.results if row.findings]


def roots(rows: Sequence[Result], vague: bool = False) -> list[Finding]:
    """What the texts are sure of, and that says more than that something failed; or only that."""
    found = [f for r in rows if r.check == "text" for f in r.findings if f.confidence >= SURE]
    return [f for f in found if f.role == "root" and causes.get(f.cause).vague == vague]


def beyond(seen: Sequence[Result], told: Sequence[Result]) -> list[Result]:
    """What a text says more than was seen: an access log that repeats the status explains nothing."""
    known = {f.cause for r in seen for f in r.findings}
    return [r for r in told if any(f.cause not in known for f in r.findings)]


def explained(seen: Sequence[Result], told: Sequence[Result]) -> list[Result]:
    """Both together: where a text names the cause, what was seen from outside is its symptom."""
    sure = roots(told) or roots(told, vague=True)
    if not sure:
        return [*seen, *told]
    best = max(sure, key=lambda f: f.confidence)
    rows = [replace(r, findings=tuple(replace(f, role="symptom") for f in r.findings)) for r in seen]
    outer = tuple(f"{f.subject}: {f.cause}" for r in seen for f in r.findings if f.cause != best.cause)
    return [*rows, *(_with(r, best, outer) for r in told)]


def _with(row: Result, best: Finding, outer: tuple[str, ...]) -> Result:
    """The surest one explains the symptoms; others that only say that something failed follow from it."""
    return replace(row, findings=tuple(_placed(f, best, outer) for f in row.findings))


def _placed(finding: Finding, best: Finding, outer: tuple[str, ...]) -> Finding:
    if finding is best:
        return replace(finding, explains=(*finding.explains, *outer))
    return replace(finding, role="symptom") if causes.get(finding.cause).vague else finding


def as_warnings(rows: Sequence[Result]) -> list[Result]:
    """Of a request that was answered as expected, complaints in the log are only warnings."""
    return [
        replace(
            r,
            outcome=WARN if r.outcome == FAIL else r.outcome,
            critical=False,
            findings=tuple(replace(f, critical=False) for f in r.findings),
        )
        for r in rows
    ]
