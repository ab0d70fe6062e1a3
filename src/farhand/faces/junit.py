"""A report as JUnit XML: a suite per subject, a case per stage, for Jenkins, GitLab and the like.

A failing stage is a `failure`, one that could not be looked at an `error`, one that was not reached or
is waived `skipped`. The text of each has the cause, why, what to do and whose job it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from farhand import causes
from farhand.faces.cause_words import OWNERS
from farhand.faces.escape import terminal
from farhand.model import FAIL, SKIP, UNKNOWN, WARN, Finding, Result
from farhand.report import Report


def junit(report: Report) -> str:
    """The document, as text to be written in UTF-8."""
    top = Element("testsuites", {"name": _clean(report.app.name or "farhand"), **_counts(report.results)})
    for subject, rows in groupby(report.results, key=lambda r: r.subject):
        top.append(_suite(report, subject, list(rows)))
    indent(top)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(top, encoding="unicode") + "\n"


def _suite(report: Report, subject: str, rows: Sequence[Result]) -> Element:
    started = _clean(report.started.rstrip("Z"))
    suite = Element("testsuite", {"name": _clean(subject), "timestamp": started, **_counts(rows)})
    properties = SubElement(suite, "properties")
    for name, value in (
        ("app.version", report.app.version),
        ("where", report.vantage.where),
        ("platform", report.vantage.platform),
        ("user", report.vantage.user),
    ):
        SubElement(properties, "property", name=name, value=_clean(value))
    for row in rows:
        suite.append(_case(report, row))
    return suite


def _case(report: Report, row: Result) -> Element:
    seconds = f"{row.took_ms / 1000:.3f}"
    case = Element("testcase", classname=_clean(row.subject), name=_clean(row.stage), time=seconds)
    if row.outcome == SKIP:
        SubElement(case, "skipped", message=_clean(row.says))
    elif row.waived:
        waiver = row.waived
        why = f"waived until {waiver.expires} by {waiver.owner}: {waiver.reason}; {row.says}"
        SubElement(case, "skipped", message=_clean(why))
    elif row.outcome == UNKNOWN:
        _add(case, "error", "could not look", row.says, row.because)
    elif row.outcome == FAIL:
        found = _of(report.diagnosis.causes, row)
        _add(case, "failure", found[0].cause if found else "failed", row.says, _told(found))
    elif row.outcome == WARN:
        told = _told(_of(report.diagnosis.causes, row))
        SubElement(case, "system-out").text = _clean(f"warning: {row.says}\n{told}".rstrip())
    return case


def _add(case: Element, tag: str, kind: str, message: str, text: str) -> None:
    SubElement(case, tag, type=_clean(kind), message=_clean(message)).text = _clean(text or message)


def _of(found: Iterable[Finding], row: Result) -> list[Finding]:
    """The causes that this stage showed."""
    return [f for f in found if f.subject == row.subject and (f.stage == row.stage or f.check == row.stage)]


def _told(found: Sequence[Finding]) -> str:
    return "\n\n".join(_cause(f) for f in found)


def _cause(finding: Finding) -> str:
    role = "root cause" if finding.role == "root" else "symptom"
    lines = [
        f"{role}: {causes.get(finding.cause).title} ({finding.cause}, {finding.confidence:.0%} sure)",
        f"why: {finding.why or finding.says}",
        *(f"to do {number}: {step}" for number, step in enumerate(finding.fix, 1)),
        f"whose job: {OWNERS.get(finding.owner, finding.owner)} ({finding.owner_because})",
    ]
    if finding.not_excluded:
        lines.append(f"not excluded: {', '.join(finding.not_excluded)}")
    return "\n".join(lines)


def _counts(rows: Sequence[Result]) -> dict[str, str]:
    """The numbers that readers of JUnit show in their overviews."""
    skipped = sum(r.outcome == SKIP or r.waived is not None for r in rows)
    return {
        "tests": str(len(rows)),
        "failures": str(sum(r.outcome == FAIL and not r.waived for r in rows)),
        "errors": str(sum(r.outcome == UNKNOWN and not r.waived for r in rows)),
        "skipped": str(skipped),
        "time": f"{sum(r.took_ms for r in rows) / 1000:.3f}",
    }


def _clean(text: str) -> str:
    """Text that XML may hold: control characters, overrides and lone surrogates made visible."""
    return terminal(text)
