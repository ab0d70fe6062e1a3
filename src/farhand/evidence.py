"""Any mix of texts to one diagnosis: reports and pasted output, read, masked, judged, weighed.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from farhand import judge, paste, saved
from farhand.diagnose import diagnose
from farhand.model import FAIL, UNKNOWN, WARN, Diagnosis, Evidence, Result, Waiver
from farhand.redact import Redactor


@dataclass(frozen=True)
class Opinion:
    """What evidence from elsewhere comes to, and the rows it rests on."""

    diagnosis: Diagnosis
    results: tuple[Result, ...] = ()


def weigh(texts: Iterable[tuple[str, str]], redactor: Redactor) -> Opinion:
    """The diagnosis of texts, given as (source, text). Never raises for what the texts hold."""
    found: list[paste.Pasted] = []
    waived: list[tuple[str, str, Waiver]] = []
    for source, text in texts:
        found += _read(source, text)
        waived += saved.waivers(text) if '"waived"' in text else []
    evidence = [_masked(row, redactor) for part in found for row in part.evidence]
    understood = tuple(row for part in found for row in part.understood)
    unread = tuple(row for part in found for row in part.unread)
    try:
        results = _waive(judge.judge(evidence), waived)
        diagnosis = diagnose(results)
    except Exception as error:  # facts may come from a file that somebody edited
        why = f"the facts in it cannot be weighed together: {type(error).__name__}"
        unread += ({"source": "all", "why": why},)
        results, diagnosis = [], Diagnosis("undecided")
    return Opinion(replace(diagnosis, understood=understood, unread=unread), tuple(results))


def _read(source: str, text: str) -> list[paste.Pasted]:
    """Reports first; what is left is pasted output, if there is any."""
    reports, rest = saved.read(text, source)
    if not (reports.evidence or reports.unread):
        return [paste.read(rest, source)]
    return [reports, paste.read(rest, source)] if "#farhand begin" in rest else [reports]


def _masked(row: Evidence, redactor: Redactor) -> Evidence:
    facts = redactor.facts(row.facts)
    return replace(row, facts=facts, unknown=redactor.text(row.unknown), raw=redactor.text(row.raw))


def _waive(results: Sequence[Result], waived: Sequence[tuple[str, str, Waiver]]) -> list[Result]:
    """What the site had waived stays waived: shown, but not counted."""
    known: Mapping[tuple[str, str], Any] = {(subject, stage): waiver for subject, stage, waiver in waived}
    return [_apply(result, known.get((result.subject, result.stage))) for result in results]


def _apply(result: Result, waiver: Waiver | None) -> Result:
    if waiver is None or result.outcome not in (FAIL, WARN, UNKNOWN):
        return result
    findings = tuple(replace(finding, waived=waiver) for finding in result.findings)
    return replace(result, waived=waiver, findings=findings)
