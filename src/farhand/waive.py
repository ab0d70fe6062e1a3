"""Known deviations that somebody answers for until a day: shown, but not counted.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from farhand.model import FAIL, UNKNOWN, WARN, Finding, Result, Waiver


def apply(results: Sequence[Result], waivers: Iterable[Waiver], today: str) -> tuple[list[Result], list[str]]:
    """The results with waived ones marked, and a note for each waiver that has run out.

    `today` is an RFC 3339 date. A waiver names a dependency or check, `subject/stage`, or a cause id,
    and holds through the day it expires.
    """
    valid = [w for w in waivers if w.expires >= today]
    notes = [
        f"the waiver for {w.check} ran out on {w.expires} ({w.owner})" for w in waivers if w.expires < today
    ]
    return [_mark(result, valid) for result in results], notes


def _mark(result: Result, waivers: Sequence[Waiver]) -> Result:
    if result.outcome not in (FAIL, WARN, UNKNOWN):
        return result
    whole = next(
        (w for w in waivers if w.check in (result.subject, f"{result.subject}/{result.stage}")), None
    )
    findings = tuple(replace(f, waived=whole or _of_cause(f, waivers)) for f in result.findings)
    by_cause = findings[0].waived if findings and all(f.waived for f in findings) else None
    return replace(result, findings=findings, waived=whole or by_cause)


def _of_cause(finding: Finding, waivers: Sequence[Waiver]) -> Waiver | None:
    return next((w for w in waivers if w.check == finding.cause), None)
