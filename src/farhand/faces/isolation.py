"""A climb for the terminal: a line for each rung, the table of a load, lines of a log, the diagnosis last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from farhand.faces import text
from farhand.faces.escape import terminal
from farhand.isolate.ladder import Isolation
from farhand.isolate.model import Planned, Rung
from farhand.model import FAIL, PASS, WARN

#: Lines of a log, and families of causes, that are shown.
_LINES, _FAMILIES = 12, 6


def write(whole: Isolation, console: Console) -> None:
    """Print a whole climb."""
    app = " ".join(filter(None, (whole.app.name, whole.app.version))) or "this app"
    head = Text.assemble("Isolation of ", (terminal(app), "bold"))
    head.append(
        terminal(f" as {whole.vantage.user or 'an unknown user'}, {whole.took_ms / 1000:.1f} s"), "dim"
    )
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
    for _ in range(2):
        table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for rung in rungs:
        style = "bold" if rung.outcome in (FAIL, WARN) else ""
        table.add_row(text.mark(rung.outcome), Text(terminal(rung.name), style), _says(rung))
    return table


def _says(rung: Rung) -> Text:
    made = Text(
        terminal(rung.says + (f": {rung.because}" if rung.because and rung.because not in rung.says else ""))
    )
    if rung.proves:
        made.append(terminal(f"\nproves: {rung.proves}"), "dim")
    if rung.excludes:
        told = ", ".join(rung.excludes[:_FAMILIES]) + (" …" if len(rung.excludes) > _FAMILIES else "")
        made.append(terminal(f"\nexcludes: {told}"), "dim")
    if rung.outcome == FAIL and rung.remains:
        made.append(terminal("\nnot looked at: " + ", ".join(rung.remains[:_FAMILIES])), "dim")
    return made


def _more(rung: Rung) -> Iterator[RenderableType]:
    rows = rung.facts.get("table")
    if rows:
        yield Padding(_load(rows), (0, 0, 1, 1))
    lines = rung.facts.get("lines") or rung.facts.get("last_lines")
    if lines and rung.outcome != PASS:
        title = "what the log says of it" if "lines" in rung.facts else "what it printed last"
        yield Text(f" {title}:", "dim")
        shown = "\n".join(str(line)[:400] for line in lines[-_LINES:])
        yield Padding(Text(terminal(shown)), (0, 0, 1, 3))


def _load(rows: Sequence[Mapping[str, Any]]) -> Table:
    """The climb in numbers; a column that nothing is known of is left out."""
    columns = {
        "at once": "parallel", "requests": "requests", "failed": "failed", "per s": "per_second",
        "p50 ms": "p50_ms", "p95 ms": "p95_ms", "queue": "queue", "of": "backlog", "dropped": "overflows",
        "CPU": "cpu", "held back": "throttled", "connections": "connections",
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
        return Text("Interrupted: what was seen until then is above.", "bold magenta")
    if whole.verdict == "fault":
        who = sorted({text.OWNERS.get(f.owner, f.owner) for f in whole.diagnosis.causes if f.role == "root"})
        next_at_work = f" Next at work: {'; '.join(who)}." if who else " Its cause is not decided yet."
        return Text(terminal(f"The rung {whole.stopped_at} fails.{next_at_work}"), "bold red")
    if whole.verdict == "undecided":
        return Text("Undecided: a rung that matters could not be looked at, or was declined.", "bold magenta")
    climbed = [r.name for r in whole.rungs if r.outcome in (PASS, WARN)]
    left = [r.name for r in whole.rungs if r.name not in climbed]
    rest = f" Not run: {', '.join(left)}." if left else ""
    return Text(terminal(f"All rungs that were climbed hold: {', '.join(climbed)}.{rest}"), "bold green")


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
        return Text(terminal(f"cannot be run: {planned.problem}"), "dim")
    made = Text(terminal(planned.does))
    for line in planned.touches:
        made.append(terminal(f"\n  touches {line}"), "dim")
    if planned.consent:
        made.append(terminal(f"\n  only with consent: {planned.consent}"), "yellow")
    made.append(terminal(f"\n  proves: {proves}"), "dim")
    return made
