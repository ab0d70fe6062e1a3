"""Evidence in, results out: what each stage means, and which stages never came to pass.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from farhand import checks
from farhand.model import (
    FAIL,
    NOTHING,
    PASS,
    SKIP,
    UNKNOWN,
    WARN,
    Evidence,
    Finding,
    Quote,
    Result,
    Verdict,
)


def judge(evidence: Sequence[Evidence]) -> list[Result]:
    """One result per stage, subjects in the order they were seen."""
    results: list[Result] = []
    for rows in _by_subject(evidence).values():
        results += _subject(rows)
    return results


def _by_subject(evidence: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    groups: dict[str, list[Evidence]] = {}
    for row in evidence:
        groups.setdefault(row.subject, []).append(row)
    return groups


def _subject(rows: Sequence[Evidence]) -> list[Result]:
    about = next((row.facts["about"] for row in rows if "about" in row.facts), NOTHING)
    results = [_stage(row, about) for row in rows]
    return results + _missing(rows[0], results)


def _stage(row: Evidence, about: Mapping[str, Any]) -> Result:
    verdict = verdict_of(row)
    # A stage may say of itself that nothing depends on it: then it cannot make the verdict undecided.
    critical = bool(about.get("critical", True)) and row.facts.get("critical") is not False
    outcome = WARN if verdict.outcome == FAIL and not critical else verdict.outcome
    findings = tuple(_complete(f, row, verdict, critical) for f in verdict.findings)
    return Result(
        check=row.check,
        subject=row.subject,
        stage=row.stage,
        outcome=outcome,
        says=verdict.says,
        because=row.unknown if outcome == UNKNOWN else str(row.facts.get("not_applicable", "")),
        took_ms=row.took_ms,
        facts=row.facts,
        critical=critical,
        findings=findings,
        vantage=row.vantage,
    )


def verdict_of(row: Evidence) -> Verdict:
    """What one piece of evidence means. A judge that fails on odd facts makes it unknown, not wrong."""
    if "not_applicable" in row.facts:
        return Verdict(SKIP, f"not needed: {row.facts['not_applicable']}")
    if row.unknown:
        return Verdict(UNKNOWN, f"could not look: {row.unknown}")
    try:
        return checks.judge_of(checks.find(row.check), row.stage).judge(row.stage, row.facts)
    except Exception as error:  # facts may come from a file that somebody edited
        return Verdict(UNKNOWN, f"could not be judged: {type(error).__name__}")


def _complete(finding: Finding, row: Evidence, verdict: Verdict, critical: bool) -> Finding:
    quote = Quote(row.source, row.line, finding.why or verdict.says)
    return replace(
        finding,
        subject=finding.subject or row.subject,
        check=row.check,
        stage=row.stage,
        says=finding.says or verdict.says,
        evidence=finding.evidence or (quote,),
        critical=critical,
    )


def _missing(first: Evidence, results: Sequence[Result]) -> list[Result]:
    """Rows for the stages that were not reached; each points at the stage that is the root of it."""
    try:
        stages = checks.find(first.check).STAGES
    except Exception:  # it is not here, or it cannot be loaded: its first row has said so
        return []
    seen = {r.stage for r in results}
    root = next((r for r in results if r.outcome in (FAIL, UNKNOWN)), None) or next(
        (r for r in results if r.outcome == WARN), None
    )
    because = f"{root.subject}/{root.stage}" if root else ""
    return [
        Result(
            first.check,
            first.subject,
            s,
            SKIP,
            f"not looked at because of {because}" if because else "not needed",
            because,
            critical=results[0].critical,
            vantage=first.vantage,
        )
        for s in stages
        if s not in seen
    ]


def worst(outcomes: Iterable[str]) -> str:
    """The outcome that counts for a group: fail, then unknown, then warn, then pass, then skip."""
    ranked = (FAIL, UNKNOWN, WARN, PASS, SKIP)
    there = set(outcomes)
    return next((o for o in ranked if o in there), SKIP)
