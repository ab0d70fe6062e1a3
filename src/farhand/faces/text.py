"""A report for the terminal: one line per subject, then the root cause last, where the eye ends."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from farhand import causes
from farhand.faces import cause_words, promise
from farhand.faces.escape import terminal
from farhand.judge import worst
from farhand.model import FAIL, PASS, SKIP, UNKNOWN, WARN, Diagnosis, Finding, NextStep, Result
from farhand.plan import Plan
from farhand.report import Report
from farhand.words import _, marked, ngettext, said

MARKS = {
    PASS: ("✓", "green"),
    WARN: ("!", "yellow"),
    FAIL: ("✗", "bold red"),
    UNKNOWN: ("?", "magenta"),
    SKIP: ("–", "dim"),
}
#: From here on a look-alike is named, but no further step is asked of the customer.
SURE = 0.9
#: Where it was looked from.
_SEEN_FROM = {
    "host": marked("as {user} on this host"),
    "app": marked("as {user} in the app's process"),
    "container": marked("as {user} in the app's container"),
    "outside": marked("as {user} from outside"),
}

#: Below this confidence a cause beside others is only named.
_POSSIBLE = 0.5
#: Characters of a quoted line that are shown.
_QUOTED = 240
_PORT = re.compile(r"(?:,| on| at)? port \{port\},?")
#: Columns below which a table would be one word wide; a narrower terminal breaks the lines itself.
_NARROWEST = 50


def show(write: Callable[[Console], None]) -> None:
    """Make the whole text first, then write it at once: an error in between is one of writing only."""
    console = Console(highlight=False, force_terminal=sys.stdout.isatty())
    if console.width < _NARROWEST:
        console.width = _NARROWEST
    with console.capture() as made:
        write(console)
    sys.stdout.write(made.get())


def write(report: Report, console: Console) -> None:
    """Print a whole report."""
    console.print(_head(report), soft_wrap=False)
    console.print(Padding(subjects(report.results), (1, 0, 1, 1)))
    for line in [*_waived(report.results), *_notes(report)]:
        console.print(line)
    for part in diagnosis(report.diagnosis):
        console.print(part)
    console.print(_last(report))


def _head(report: Report) -> Text:
    app = " ".join(filter(None, (report.app.name, report.app.version))) or _("this app")
    seen_from = _(_SEEN_FROM.get(report.vantage.where, _SEEN_FROM["host"]))
    told = seen_from.format(user=report.vantage.user or _("an unknown user"))
    return Text.assemble(
        _("Self-test of") + " ",
        (terminal(app), "bold"),
        (terminal(f" {told}, {report.took_ms / 1000:.1f} s"), "dim"),
    )


def subjects(results: Sequence[Result]) -> Table:
    """One row per subject: its mark, its name, what matters most about it, and the stages."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for _column in range(2):
        table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(justify="right", no_wrap=True, style="dim")
    for name, rows in groupby(results, key=lambda r: r.subject):
        _add(table, name, list(rows))
    return table


def _add(table: Table, name: str, rows: Sequence[Result]) -> None:
    outcome = worst(r.outcome for r in rows)
    took = sum(r.took_ms for r in rows)
    table.add_row(
        mark(outcome),
        Text(terminal(name), "bold" if outcome in (FAIL, WARN) else ""),
        _says(rows, outcome),
        f"{took:,.0f} ms",
    )


def _says(rows: Sequence[Result], outcome: str) -> Text:
    """The telling stage's sentence; for a failure also the way there, stage by stage."""
    if outcome == PASS:
        telling = [r for r in rows if r.outcome == PASS][-1]
        return Text(terminal(said(telling.says)), "")
    telling = next(r for r in rows if r.outcome == outcome)
    text = Text(terminal(said(telling.says)))
    if len(rows) > 1:
        text.append("\n")
        for row in rows:
            sign, style = MARKS[row.outcome]
            text.append(f"{terminal(row.stage)} {sign}  ", style if row.outcome != SKIP else "dim")
    return text


def mark(outcome: str) -> Text:
    sign, style = MARKS[outcome]
    return Text(sign, style)


def _waived(results: Sequence[Result]) -> Iterator[Text]:
    for row in results:
        if row.waived:
            w = row.waived
            told = _("waived until {day} by {owner}: {what} ({reason})")
            what = f"{row.subject}/{row.stage}"
            told = told.format(day=w.expires, owner=w.owner, what=what, reason=w.reason)
            yield Text(" " + terminal(told), "dim")


def _notes(report: Report) -> Iterator[Text]:
    if report.left_out:
        rows = "; ".join(f"{s} ({said(why)})" for s, why in report.left_out)
        yield Text(terminal(f" {_('left out')}: {rows}"), "dim")
    for change in report.changes:
        yield Text(terminal(f" {_('changed')}: {said(change)}"))
    for note in report.notes:
        yield Text(terminal(f" {_('note')}: {said(note)}"), "dim")


def diagnosis(found: Diagnosis) -> Iterator[RenderableType]:
    """The causes, the surest root last, then the next step where something is not decided yet."""
    roots = [f for f in found.causes if f.role == "root"]
    sure = [f for f in roots if f.confidence >= _POSSIBLE] or roots[:1]
    for finding in reversed(sure):
        yield root(finding)
    if len(roots) > len(sure):
        others = (
            f"{cause_words.title(f.cause)} ({f.cause}, {f.confidence:.0%})" for f in roots if f not in sure
        )
        possible = f"{_('possible, too')}: {'; '.join(others)}"
        yield Padding(Text(terminal(possible), "dim"), (0, 0, 1, 0))
    decided = found.verdict == "healthy" or (roots and all(f.confidence >= SURE for f in roots))
    for step in () if decided else found.next[:1]:
        yield next_step(step)


def root(finding: Finding) -> RenderableType:
    """One root cause: what, why, what to do, whose job."""
    title = cause_words.title(finding.cause)
    named = "" if finding.subject in ("", finding.cause.partition(".")[0]) else f"{finding.subject}: "
    head = Text.assemble((f"{_('Root cause'):<14}", "bold red"), (terminal(named + title), "bold"))
    rows = Table.grid(padding=(0, 2, 0, 0))
    rows.add_column(no_wrap=True, style="dim")
    rows.add_column(overflow="fold")
    for label, text in _rows(finding):
        rows.add_row(label, Text(terminal(text)))
    return Group(head, Padding(rows, (0, 0, 1, 2)))


def _rows(finding: Finding) -> Iterator[tuple[str, str]]:
    plain = _plain(cause_words.plain(finding.cause), finding.params)
    if plain:
        yield _("means"), " ".join(plain.split())
    yield _("why"), said(finding.why or finding.says)
    for number, quote in enumerate(finding.evidence[1:3]):
        yield "" if number else _("also"), quote.text[:_QUOTED] + ("…" if len(quote.text) > _QUOTED else "")
    if finding.explains:
        yield _("explains"), ", ".join(dict.fromkeys(text.partition(":")[0] for text in finding.explains))
    for number, step in enumerate(cause_words.fix(finding), 1):
        yield _("to do") if number == 1 else "", f"{number}. {step}" if len(finding.fix) > 1 else step
    yield _("whose job"), f"{cause_words.owner(finding.owner)}: {said(finding.owner_because)}"
    others = f"; {_('not excluded')}: {', '.join(finding.not_excluded)}" if finding.not_excluded else ""
    sure = _("{percent} sure").format(percent=f"{finding.confidence:.0%}")
    yield _("cause id"), f"{finding.cause}, {sure}{others}"


def _plain(template: str, params: Mapping[str, Any]) -> str:
    """What it means, also where a text did not name the host or the port."""
    if not params.get("port"):
        template = _PORT.sub("", template)
    known = {"host": _("the other side"), "server": _("that is asked")}
    filled = causes.fill(template, {**known, **{k: v for k, v in params.items() if v}})
    return filled[:1].upper() + filled[1:]


def next_step(step: NextStep) -> RenderableType:
    text = Text.assemble((f"{_('Next'):<14}", "bold"), terminal(said(step.question)))
    if not step.command:
        return text
    told = Text(terminal("\n".join(promise.of_step(step))), "dim")
    return Group(
        text, Padding(told, (0, 0, 0, 2)), Padding(Text(terminal(step.command), "cyan"), (0, 0, 1, 2))
    )


def _last(report: Report) -> Text:
    """The verdict in one line: it ends the report."""
    roots = [f for f in report.diagnosis.causes if f.role == "root" and f.critical]
    if report.diagnosis.verdict == "healthy":
        warns = sum(r.outcome in (WARN, FAIL) for r in report.results)
        return Text(healthy(warns), "bold green")
    if report.diagnosis.verdict == "undecided":
        unseen = sum(r.outcome == UNKNOWN for r in report.results)
        told = ngettext(
            "Undecided: {n} thing that matters could not be looked at.",
            "Undecided: {n} things that matter could not be looked at.",
            unseen,
        )
        return Text(told.format(n=unseen), "bold magenta")
    told = ngettext(
        "Fault: {n} root cause. Next at work: {who}.",
        "Fault: {n} root causes. Next at work: {who}.",
        len(roots),
    )
    return Text(terminal(told.format(n=len(roots), who=cause_words.owners(roots))), "bold red")


def healthy(warnings: int) -> str:
    """The verdict of a healthy site."""
    if not warnings:
        return _("Healthy: everything that was looked at works.")
    told = ngettext("Healthy, with {n} warning.", "Healthy, with {n} warnings.", warnings)
    return told.format(n=warnings)


def write_plan(chosen: Plan, console: Console) -> None:
    """What a self-test would look at, in which order, and what is left out."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in (_("what"), _("check"), _("stages, in this order"), _("needs first")):
        table.add_column(title, overflow="fold")
    for step in chosen.steps:
        stages = " ".join(step.check.STAGES) if step.check else said(step.problem)
        row = (step.subject, step.kind, stages, ", ".join(step.after))
        table.add_row(*(Text(terminal(cell)) for cell in row))
    console.print(table)
    for subject, reason in chosen.left_out:
        console.print(Text(terminal(f"{_('left out')}: {subject} ({said(reason)})"), "dim"))
