"""A self-test's report as data: `farhand.report/1`, and back again.  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from farhand.model import (
    FAIL,
    NOTHING,
    UNKNOWN,
    WARN,
    App,
    Diagnosis,
    Evidence,
    Finding,
    NextStep,
    Result,
    Vantage,
)

SCHEMA = "farhand.report/1"


@dataclass(frozen=True)
class Report:
    """One self-test: what was looked at, what it means, and what to do."""

    app: App
    results: tuple[Result, ...]
    diagnosis: Diagnosis
    started: str  # RFC 3339, UTC
    took_ms: float
    vantage: Vantage
    left_out: tuple[tuple[str, str], ...] = ()
    changes: tuple[str, ...] = ()  # against --baseline
    notes: tuple[str, ...] = ()


def exit_code(diagnosis: Diagnosis, results: Sequence[Result]) -> int:
    """0 fine, 1 fault, 3 only warnings, 4 undecided."""
    if diagnosis.verdict == "fault":
        return 1
    if diagnosis.verdict == "undecided":
        return 4
    return 3 if any(r.outcome in (WARN, FAIL) and not r.waived for r in results) else 0


def as_json(report: Report) -> dict[str, Any]:
    """The document that `self-test --json` prints."""
    vantage = report.vantage
    return {
        "schema": SCHEMA,
        "app": {"name": report.app.name, "version": report.app.version},
        "verdict": report.diagnosis.verdict,
        "started": report.started,
        "took_ms": report.took_ms,
        "vantage": {"where": vantage.where, "platform": vantage.platform, "user": vantage.user},
        "results": [result_as_json(r) for r in report.results],
        "causes": [cause_as_json(f) for f in report.diagnosis.causes],
        "next": [next_as_json(n) for n in report.diagnosis.next],
        "left_out": [{"subject": s, "because": why} for s, why in report.left_out],
        "changes": list(report.changes),
        "notes": list(report.notes),
    }


def result_as_json(result: Result) -> dict[str, Any]:
    row = {
        "check": result.check,
        "subject": result.subject,
        "stage": result.stage,
        "outcome": result.outcome,
        "says": result.says,
        "because": result.because,
        "took_ms": result.took_ms,
        "facts": dict(result.facts),
    }
    if result.waived:
        row["waived"] = {
            "reason": result.waived.reason,
            "owner": result.waived.owner,
            "expires": result.waived.expires,
        }
    return row


def cause_as_json(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.cause,
        "subject": finding.subject,
        "confidence": round(finding.confidence, 3),
        "role": finding.role,
        "says": finding.says,
        "why": finding.why,
        "fix": list(finding.fix),
        "owner": finding.owner,
        "owner_because": finding.owner_because,
        "explains": list(finding.explains),
        "evidence": [{"source": q.source, "line": q.line, "text": q.text} for q in finding.evidence],
        "not_excluded": list(finding.not_excluded or ()),
    }


def next_as_json(step: NextStep) -> dict[str, Any]:
    return {
        "check": step.check,
        "question": step.question,
        "command": step.command,
        "platform": step.platform,
        "decides": list(step.decides),
        "minutes": step.minutes,
        "risk": step.risk,
    }


def evidence_of(document: Mapping[str, Any], source: str) -> list[Evidence]:
    """The evidence inside a saved report, to be judged again.

    Rows that were skipped hold no evidence; a row of the wrong shape raises ValueError naming it.
    """
    vantage = document.get("vantage") or NOTHING
    seen_from = Vantage(
        str(vantage.get("where", "host")),
        "probe",
        str(vantage.get("platform", "bare")),
        str(vantage.get("user", "")),
    )
    rows = document.get("results")
    if not isinstance(rows, list):
        raise ValueError(f"{source}: 'results' is not a list")
    return [
        _evidence(row, i, source, seen_from, str(document.get("started", "")))
        for i, row in enumerate(rows, 1)
        if not _was_skipped(row, i, source)
    ]


def _was_skipped(row: Any, number: int, source: str) -> bool:
    if not isinstance(row, Mapping) or not isinstance(row.get("facts", {}), Mapping):
        raise ValueError(f"{source}: result {number} is not an object with facts")
    return row.get("outcome") == "skip" and "not_applicable" not in row.get("facts", {})


def _evidence(row: Mapping[str, Any], number: int, source: str, vantage: Vantage, at: str) -> Evidence:
    return Evidence(
        check=str(row.get("check", "")),
        subject=str(row.get("subject", "")),
        stage=str(row.get("stage", "")),
        facts=row.get("facts", {}),
        unknown=str(row.get("because", "")) if row.get("outcome") == UNKNOWN else "",
        vantage=vantage,
        at=at,
        took_ms=float(row.get("took_ms") or 0.0),
        source=source,
        line=number,
    )
