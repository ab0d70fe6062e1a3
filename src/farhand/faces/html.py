"""A report as one self-contained page: no script, nothing loaded, readable on a phone and on paper.

`_page` makes plain data of the report, `templates/report.html` lays it out with everything escaped, and
a content security policy forbids whatever a mistake in either might let through.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from farhand import causes
from farhand.faces import cause_words, promise, rendering
from farhand.faces.text import MARKS
from farhand.judge import worst
from farhand.model import FAIL, PASS, SKIP, UNKNOWN, WARN, Finding, NextStep, Result, Waiver
from farhand.report import Report
from farhand.words import _, marked, ngettext, said

#: Characters of one stage's facts that are shown; all of them are in the JSON report.
_FACTS = 20_000
_WORDS = {
    PASS: marked("works"),
    WARN: marked("warning"),
    FAIL: marked("fails"),
    UNKNOWN: marked("could not look"),
    SKIP: marked("not looked at"),
}
_UNDECIDED = marked("Undecided")
_VERDICTS = {"fault": marked("Fault"), "healthy": marked("Healthy")}
_RANK = (FAIL, UNKNOWN, WARN, PASS, SKIP)


@dataclass(frozen=True)
class _Cause:
    id: str
    subject: str
    title: str
    plain: str
    why: str
    also: tuple[str, ...]
    fix: tuple[str, ...]
    owner: str
    owner_because: str
    explains: tuple[str, ...]
    works: tuple[str, ...]
    ruled_out: tuple[str, ...]
    not_excluded: tuple[str, ...]
    sure: str
    critical: bool
    waived: str


@dataclass(frozen=True)
class _Stage:
    name: str
    outcome: str
    mark: str
    word: str
    says: str
    ms: str
    facts: str
    waived: str


@dataclass(frozen=True)
class _Subject:
    name: str
    outcome: str
    mark: str
    word: str
    says: str
    ms: str
    open: bool
    critical: bool
    declared: str
    stages: tuple[_Stage, ...]


@dataclass(frozen=True)
class _Next:
    question: str
    command: str
    promise: tuple[str, ...]


@dataclass(frozen=True)
class _Page:
    app: str
    contact: str
    state: str
    verdict: str
    lead: str
    started: str
    when: str
    vantage: str
    causes: tuple[_Cause, ...]
    next: tuple[_Next, ...]
    subjects: tuple[_Subject, ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]


def html(report: Report) -> str:
    """The page, as text to be written in UTF-8."""
    return rendering.page("report.html", ("report.css",), page=_page(report))


def _page(report: Report) -> _Page:
    found = report.diagnosis
    roots = [f for f in found.causes if f.role == "root"]
    return _Page(
        app=" ".join(filter(None, (report.app.name, report.app.version))) or _("this app"),
        contact=report.app.contact,
        state=found.verdict,
        verdict=_(_VERDICTS.get(found.verdict, _UNDECIDED)),
        lead=_lead(report, roots),
        started=report.started,
        when=report.started.replace("T", " ").replace("Z", " UTC"),
        vantage=_vantage(report),
        causes=tuple(cause(f, report.results) for f in roots),
        next=tuple(_asked(step) for step in found.next) if found.verdict != "healthy" else (),
        subjects=tuple(_subjects(report.results)),
        lists=tuple((title, lines) for title, lines in _lists(report) if lines),
    )


def _lead(report: Report, roots: Sequence[Finding]) -> str:
    """The verdict in one sentence."""
    verdict = report.diagnosis.verdict
    if verdict == "fault":
        critical = [f for f in roots if f.critical and not f.waived]
        return _fault(len(critical), len(roots) - len(critical), cause_words.owners(critical))
    if verdict == "undecided":
        unseen = [f"{r.subject}/{r.stage}" for r in report.results if r.outcome == UNKNOWN and r.critical]
        what = ", ".join(unseen[:6]) or _("nothing was seen")
        return _("Something that matters could not be looked at: {what}.").format(what=what)
    warns = sum(r.outcome in (WARN, FAIL) and not r.waived for r in report.results)
    if not warns:
        return _("Everything that was looked at works.")
    told = ngettext(
        "Everything that was looked at works, with {n} warning.",
        "Everything that was looked at works, with {n} warnings.",
        warns,
    )
    return told.format(n=warns)


def _fault(critical: int, mild: int, who: str) -> str:
    told = ngettext(
        "{n} root cause found. Next at work: {who}.", "{n} root causes found. Next at work: {who}.", critical
    )
    if mild:
        told = ngettext(
            "{n} root cause found, and {mild} that stops nothing. Next at work: {who}.",
            "{n} root causes found, and {mild} that stops nothing. Next at work: {who}.",
            critical,
        )
    return told.format(n=critical, mild=mild, who=who)


def _vantage(report: Report) -> str:
    seen = report.vantage
    where = _(_PLACES.get(seen.where, _PLACES["host"]))
    told = _("Seen {where} ({platform}), in {time}.")
    if seen.user:
        told = _("Seen {where} ({platform}) as {user}, in {time}.")
    return told.format(where=where, platform=seen.platform, user=seen.user, time=_ms(report.took_ms))


_PLACES = {
    "host": marked("from this host"),
    "app": marked("from the app's process"),
    "container": marked("from the app's container"),
    "outside": marked("from outside"),
}


def _asked(step: NextStep) -> _Next:
    return _Next(said(step.question), step.command, promise.of_step(step))


def cause(finding: Finding, results: Sequence[Result]) -> _Cause:
    """A root cause as the pages lay it out."""
    entry = causes.get(finding.cause)
    why = said(finding.why or finding.says)
    possible = finding.not_excluded or ()
    return _Cause(
        id=finding.cause,
        subject=finding.subject,
        title=cause_words.title(finding.cause),
        plain=" ".join(causes.fill(cause_words.plain(finding.cause), finding.params).split()),
        why=why,
        also=tuple(q.text for q in finding.evidence if q.text not in (finding.why, finding.says))[:3],
        fix=cause_words.fix(finding),
        owner=_sentence(cause_words.owner(finding.owner)),
        owner_because=said(finding.owner_because),
        explains=finding.explains,
        works=tuple(_works(finding, results)),
        ruled_out=tuple(_titled(a.cause) for a in entry.look_alikes if a.cause not in possible),
        not_excluded=tuple(_titled(cause) for cause in possible),
        sure=f"{finding.confidence:.0%}",
        critical=finding.critical,
        waived=_waiver(finding.waived),
    )


def _works(finding: Finding, results: Sequence[Result]) -> Iterator[str]:
    """The stages before the one that shows the cause: the fault is behind them."""
    for row in results:
        if row.subject == finding.subject and row.stage == finding.stage:
            return
        if row.subject == finding.subject and row.outcome == PASS:
            yield f"{row.stage}: {said(row.says)}"


def _titled(cause_id: str) -> str:
    return f"{cause_words.title(cause_id)} ({cause_id})"


def _subjects(results: Sequence[Result]) -> list[_Subject]:
    """Those that need attention first, each group in the order of the plan."""
    rows = [_subject(name, list(group)) for name, group in groupby(results, key=lambda r: r.subject)]
    return sorted(rows, key=lambda s: _RANK.index(s.outcome))


def _subject(name: str, rows: Sequence[Result]) -> _Subject:
    outcome = worst(r.outcome for r in rows)
    telling = next(r for r in rows if r.outcome == outcome)
    if outcome == PASS:
        telling = [r for r in rows if r.outcome == PASS][-1]
    return _Subject(
        name=name,
        outcome=outcome,
        mark=MARKS[outcome][0],
        word=_(_WORDS[outcome]),
        says=said(telling.says),
        ms=_ms(sum(r.took_ms for r in rows)),
        open=outcome == FAIL or (outcome == UNKNOWN and telling.critical),
        critical=all(r.critical for r in rows),
        declared=_declared(rows),
        stages=tuple(_stage(r) for r in rows),
    )


def _declared(rows: Sequence[Result]) -> str:
    """What the declaration says of it: needed for what, run by whom."""
    abouts = (r.facts["about"] for r in rows if isinstance(r.facts.get("about"), dict))
    about: dict[str, Any] = next(abouts, {})
    why = _("Purpose: {why}.").format(why=about["why"]) if about.get("why") else ""
    words = _RUN_BY.get(str(about.get("run_by")), "") if about.get("kind") not in _OWN else ""
    return f"{why} {_(words) if words else ''}".strip()


_RUN_BY = {
    "customer": marked("Run by the customer."),
    "vendor": marked("Run by the vendor."),
    "third-party": marked("Run by the third-party."),
}


#: Checks of the site itself: nobody runs them as a service.
_OWN = ("clock", "env", "host", "proxy", "directory", "sqlite")


def _stage(row: Result) -> _Stage:
    facts = {k: v for k, v in row.facts.items() if k != "about"}
    text = json.dumps(facts, indent=2, ensure_ascii=False, default=str) if facts else ""
    return _Stage(
        name=row.stage,
        outcome=row.outcome,
        mark=MARKS[row.outcome][0],
        word=_(_WORDS[row.outcome]),
        says=said(row.says),
        ms=_ms(row.took_ms) if row.outcome != SKIP else "",
        facts=text
        if len(text) <= _FACTS
        else text[:_FACTS] + "\n… " + _("cut; all of it is in the JSON report"),
        waived=_waiver(row.waived),
    )


def _waiver(waived: Waiver | None) -> str:
    if not waived:
        return ""
    told = _("until {day} by {owner}: {reason}")
    return told.format(day=waived.expires, owner=waived.owner, reason=waived.reason)


def _lists(report: Report) -> Iterator[tuple[str, tuple[str, ...]]]:
    waived = (f"{r.subject}/{r.stage}, {_waiver(r.waived)}" for r in report.results if r.waived)
    yield _("Known deviations"), tuple(dict.fromkeys(waived))
    yield _("Changed since the baseline"), tuple(map(said, report.changes))
    yield _("Left out"), tuple(f"{subject}: {said(why)}" for subject, why in report.left_out)
    yield _("Notes"), tuple(map(said, report.notes))


def _ms(value: float) -> str:
    return f"{value / 1000:.1f} s" if value >= 1000 else f"{value:.0f} ms"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
