"""A climb for the terminal: a line for each rung, the table of a load, lines of a log, the diagnosis last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from farhand.faces import cause_words, text
from farhand.faces.escape import terminal
from farhand.isolate.ladder import Isolation
from farhand.isolate.model import Planned, Rung
from farhand.model import FAIL, PASS, WARN
from farhand.words import _, said

#: Lines of a log, and families of causes, that are shown.
_LINES, _FAMILIES = 12, 6


def write(whole: Isolation, console: Console) -> None:
    """Print a whole climb."""
    app = " ".join(filter(None, (whole.app.name, whole.app.version))) or _("this app")
    head = Text.assemble(_("Isolation of") + " ", (terminal(app), "bold"))
    seen_from = _("as {user}").format(user=whole.vantage.user or _("an unknown user"))
    head.append(terminal(f" {seen_from}, {whole.took_ms / 1000:.1f} s"), "dim")
    console.print(head)
    console.print(Padding(_ladder(whole.rungs), (1, 0, 1, 1)))
    for rung in whole.rungs:
        for part in _more(rung):
            console.print(part)
    for part in text.diagnosis(whole.diagnosis):
        console.print(part)
    console.print(_last(whole))


def _ladder(rungs: Sequence[Rung]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for _column in range(2):
        table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for rung in rungs:
        style = "bold" if rung.outcome in (FAIL, WARN) else ""
        table.add_row(text.mark(rung.outcome), Text(terminal(rung.name), style), _says(rung))
    return table


def _says(rung: Rung) -> Text:
    because = f": {said(rung.because)}" if rung.because and rung.because not in rung.says else ""
    made = Text(terminal(said(rung.says) + because))
    if rung.proves:
        made.append(terminal(f"\n{_('proves')}: {said(rung.proves)}"), "dim")
    if rung.excludes:
        told = ", ".join(rung.excludes[:_FAMILIES]) + (" …" if len(rung.excludes) > _FAMILIES else "")
        made.append(terminal(f"\n{_('excludes')}: {told}"), "dim")
    if rung.outcome == FAIL and rung.remains:
        made.append(terminal(f"\n{_('not looked at')}: {', '.join(rung.remains[:_FAMILIES])}"), "dim")
    return made


def _more(rung: Rung) -> Iterator[RenderableType]:
    rows = rung.facts.get("table")
    if rows:
        yield Padding(_load(rows), (0, 0, 1, 1))
    lines = rung.facts.get("lines") or rung.facts.get("last_lines")
    if lines and rung.outcome != PASS:
        title = _("what the log says of it") if "lines" in rung.facts else _("what it printed last")
        yield Text(f" {title}:", "dim")
        shown = "\n".join(str(line)[:400] for line in lines[-_LINES:])
        yield Padding(Text(terminal(shown)), (0, 0, 1, 3))


def _load(rows: Sequence[Mapping[str, Any]]) -> Table:
    """The climb in numbers; a column that nothing is known of is left out."""
    columns = {
        _("at once"): "parallel", _("requests"): "requests", _("failed"): "failed", _("per s"): "per_second",
        "p50 ms": "p50_ms", "p95 ms": "p95_ms", _("queue"): "queue", _("of"): "backlog",
        _("dropped"): "overflows", "CPU": "cpu", _("held back"): "throttled", _("connections"): "connections",
    }  # fmt: skip
    known = {
        title: key for title, key in columns.items() if any(row.get(key) not in (None, {}) for row in rows)
    }
    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in known:
        table.add_column(title, justify="right")
    for row in rows:
        table.add_row(*(Text(terminal(_cell(row.get(key)))) for key in known.values()))
    return table


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return " ".join(f"{name} {count}" for name, count in value.items())
    return f"{value:g}" if isinstance(value, float) else str(value)


def _last(whole: Isolation) -> Text:
    if whole.interrupted:
        return Text(_("Interrupted: what was seen until then is above."), "bold magenta")
    if whole.verdict == "fault":
        roots = [f for f in whole.diagnosis.causes if f.role == "root"]
        told = _("The step {step} fails. Its cause is not decided yet.")
        if roots:
            told = _("The step {step} fails. Next at work: {who}.")
        told = told.format(step=whole.stopped_at, who=cause_words.owners(roots))
        return Text(terminal(told), "bold red")
    if whole.verdict == "undecided":
        told = _("Undecided: a step that matters could not be looked at, or was declined.")
        return Text(told, "bold magenta")
    climbed = [r.name for r in whole.rungs if r.outcome in (PASS, WARN)]
    left = [r.name for r in whole.rungs if r.name not in climbed]
    told = _("All steps that were run hold: {steps}.").format(steps=", ".join(climbed))
    rest = " " + _("Not run: {steps}.").format(steps=", ".join(left)) if left else ""
    return Text(terminal(told + rest), "bold green")


def write_plan(rows: Sequence[tuple[str, str, Planned]], console: Console) -> None:
    """What each rung would do, what it touches, and what has to be said yes to."""
    table = Table.grid(padding=(0, 2, 1, 0))
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for name, proves, planned in rows:
        table.add_row(Text(terminal(name), "bold"), _planned(proves, planned))
    console.print(table)


def _planned(proves: str, planned: Planned) -> Text:
    if planned.problem:
        return Text(terminal(f"{_('cannot be run')}: {said(planned.problem)}"), "dim")
    made = Text(terminal(said(planned.does)))
    for line in planned.touches:
        made.append(terminal(f"\n  {_('touches')} {said(line)}"), "dim")
    if planned.consent:
        made.append(terminal(f"\n  {_('only with your consent')}: {said(planned.consent)}"), "yellow")
    made.append(terminal(f"\n  {_('proves')}: {said(proves)}"), "dim")
    return made
