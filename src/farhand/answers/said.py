"""What people answered, weighed with what was found.  Pure.

An answer makes some causes more likely and others less (`farhand.asks`). It founds none and clears none: what
was seen stands, surer or less sure, and says because of whom.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from farhand import asks, checks
from farhand.case import Entry
from farhand.model import Diagnosis, Finding

#: How sure or unsure a person's word can make a finding.
_MOST, _LEAST = 0.97, 0.05


def of(rows: Iterable[Entry]) -> dict[str, str]:
    """The last choice for each question."""
    return {
        str(e.body.get("id")): str(e.body["choice"])
        for e in rows
        if e.kind == "told" and e.body.get("choice")
    }


def weighed(diagnosis: Diagnosis, told: dict[str, str]) -> Diagnosis:
    """The same findings after these answers; of the roots the more likely one is first."""
    made = [_after(finding, told) for finding in diagnosis.causes]
    if made == list(diagnosis.causes):
        return diagnosis
    roots = [f for f in made if f.role == "root"]
    rest = [f for f in made if f.role != "root"]
    ordered = sorted(roots, key=lambda f: (not f.critical, -f.confidence))
    return replace(diagnosis, causes=(*ordered, *rest))


def _after(finding: Finding, told: dict[str, str]) -> Finding:
    shifts = [row for row in _shifts(finding, told) if row[1] != 1.0]
    odds = finding.confidence / max(1e-6, 1 - finding.confidence)
    for _, factor in shifts:
        odds *= factor
    if finding.role != "root" or not shifts:
        return finding
    sure = odds / (1 + odds)
    sure = min(sure, max(_MOST, finding.confidence)) if sure > finding.confidence else max(sure, _LEAST)
    heard = "; ".join(
        f"{words} makes it {'more' if factor > 1 else 'less'} likely" for words, factor in shifts
    )
    return replace(finding, confidence=round(sure, 3), why=f"{finding.why or finding.says} ({heard})")


def _shifts(finding: Finding, told: dict[str, str]) -> Iterator[tuple[str, float]]:
    """Each answer in words, and by how much it shifts this cause."""
    shared = finding.subject in checks.names()
    for number, choice in told.items():
        try:
            question = asks.find(number)
        except LookupError:
            continue
        if choice in question.SHIFTS:
            words = f"the answer {choice!r} to {question.ASK.question!r}"
            yield words, asks.shift(question, choice, finding.cause, shared)
