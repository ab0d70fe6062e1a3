"""A report as a short plain text, for a screen that has nothing but letters.  Pure, Python 3.9."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from farhand.model import FAIL, PASS, UNKNOWN, WARN, Finding
from farhand.report import Report

_WORDS = {PASS: "ok", WARN: "warning", FAIL: "FAILS", UNKNOWN: "not known"}
_VERDICTS = {
    "healthy": "All that was looked at is well.",
    "fault": "Something is wrong.",
    "undecided": "It cannot be decided from here: something that matters could not be looked at.",
}
_COLUMNS = 100


def text(report: Report) -> str:
    return "\n".join([*_rows(report), "", *_causes(report), *_end(report), ""])


def _rows(report: Report) -> Iterator[str]:
    """One line for each stage that is not well, and for each subject that is."""
    subjects = dict.fromkeys(r.subject for r in report.results)
    for subject in subjects:
        results = [r for r in report.results if r.subject == subject and r.outcome in _WORDS]
        odd = [r for r in results if r.outcome != PASS]
        for r in odd:
            yield from _wrapped(f"{_WORDS[r.outcome]:<10}{subject} ({r.stage}): ", r.says or r.because)
        if results and not odd:
            yield f"{'ok':<10}{subject}"


def _causes(report: Report) -> Iterator[str]:
    for number, cause in enumerate((c for c in report.diagnosis.causes if c.role == "root"), 1):
        yield from _cause(number, cause)
        yield ""


def _cause(number: int, cause: Finding) -> Iterator[str]:
    yield from _wrapped(
        f"{number}. ", f"{cause.says} ({cause.cause}, {cause.subject}, {cause.confidence:.0%} sure)"
    )
    for name, words in (("why", cause.why), *(("fix", step) for step in cause.fix)):
        if words:
            yield from _wrapped(f"   {name}: ", words)
    yield from _wrapped("   who: ", f"{cause.owner} {cause.owner_because}".strip())


def _end(report: Report) -> Iterator[str]:
    yield _VERDICTS.get(report.diagnosis.verdict, report.diagnosis.verdict)
    for step in report.diagnosis.next[:1]:
        yield from _wrapped("Next: ", f"{step.question} {step.command}".strip())
    contact = f" to {report.app.contact}" if report.app.contact else ""
    yield f"To send it{contact}: run it again with --print and copy what it prints, or with --save FILE."


def _wrapped(first: str, words: str) -> list[str]:
    return textwrap.wrap(
        words, _COLUMNS, initial_indent=first, subsequent_indent=" " * min(len(first), 12)
    ) or [first.rstrip()]
