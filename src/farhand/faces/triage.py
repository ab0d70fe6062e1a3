"""What triage has found, for the terminal: what was read, how it went, what broke, and the cause."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import datetime, timezone

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from farhand.evidence import Opinion
from farhand.faces import diagnosis, plot
from farhand.faces.escape import terminal
from farhand.logs.engines import Told
from farhand.logs.mining import Template
from farhand.logs.triage.order import Broken
from farhand.logs.triage.report import Fault, Link, Report, level
from farhand.logs.triage.rhythm import Stretch
from farhand.logs.triage.worth import Line

#: Rows of a list, of followers, places of an exception, and characters of a message that are shown.
_ROWS, _AFTER, _PLACES, _SHOWN = 10, 5, 3, 200
_STYLES = {"critical": "bold red", "error": "red", "warning": "yellow", "info": "", "debug": "dim", "": "dim"}


def write(found: Report, told: Told, opinion: Opinion, console: Console, share: float | None = None) -> None:
    """Print all of it; the root cause and the verdict come last."""
    for line in _head(found, told, share):
        console.print(line)
    for title, body in _parts(found, console):
        console.print(Text(f"\n{title}", "bold"))
        console.print(Padding(body, (0, 0, 0, 2)))
    console.print()
    diagnosis.write(opinion, console)


def _parts(found: Report, console: Console) -> Iterator[tuple[str, Table | Text]]:
    if len(found.rate) > 1 and not found.trace:
        yield "Errors over time", _plot(found, console)
    if found.trace:
        yield "The chain", _chain(found.trace)
        return
    if found.broken:
        yield "What broke first", _broken(found.broken)
    if found.new is not None:
        yield f"New: {len(found.new)} kinds of messages", _templates(found.new[: 2 * _ROWS])
    for title, stretches in (("Bursts", found.bursts), ("Silence", found.gaps)):
        if stretches:
            yield title, _stretches(stretches)
    if found.faults:
        yield "Exceptions", _faults(found)
    if found.templates:
        yield f"Messages: {found.shapes} kinds", _templates(found.templates)
    if found.worth:
        yield "Worth sending", _worth(found.worth)


def _head(found: Report, told: Told, share: float | None) -> Iterator[Text]:
    names = sorted(told.sources)
    what = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    size = plot.size(sum(told.sources.values()))
    yield Text.assemble("Triage of ", (terminal(what), "bold"), (f" ({size})", "dim"))
    errors = f", {found.bad:,} of them errors" if found.bad != found.records else ", all errors"
    between = f", {when(found.first)} to {when(found.last)} UTC" if found.first is not None else ""
    yield Text(f"{found.records:,} records{errors if found.records else ''}{between}")
    if not told.whole:
        much = f" {share:.0%} of it" if share is not None else ""
        yield Text(f"interrupted: this is what is known after{much or ' what was read'}", "yellow")
    for name, why in told.unread:
        yield Text(terminal(f"not read to its end: {name}: {why}"), "yellow")
    for name, why in told.said[:_ROWS]:
        yield Text(terminal(f"{name}: {why}"), "dim")
    for name in told.without_time[:_ROWS]:
        yield Text(terminal(f"{name}: no time was recognised in its lines"), "dim")


def _plot(found: Report, console: Console) -> Text:
    width = max(20, min(96, console.width - 13))
    plain = not (console.encoding or "").lower().startswith("utf")
    return Text("\n".join(plot.lines(found.rate, found.width, width, plain)))


def _broken(rows: Sequence[Broken]) -> Table:
    table = _table()
    for one in rows[:_AFTER]:
        usual = " (usual, but not so often)" if one.usual else ""
        _row(table, when(one.since), f"{one.template.count:,} x", shown(one.template.text) + usual, "red")
        for after in one.followed_by[:_AFTER]:
            later = f"+{plot.width_of(int(after.since - one.since))}"
            _row(table, later, f"{after.template.count:,} x", "then " + shown(after.template.text), "")
        if len(one.followed_by) > _AFTER:
            _row(table, "", "", f"and {len(one.followed_by) - _AFTER} more kinds within minutes", "dim")
    return table


def _templates(rows: Sequence[Template]) -> Table:
    table = _table()
    for one in rows:
        name = level(one.worst)
        _row(table, f"{one.count:,} x", name, shown(one.text), _STYLES.get(name, ""))
    return table


def _stretches(rows: Sequence[Stretch]) -> Table:
    table = _table()
    for one in rows[:_ROWS]:
        long = plot.width_of(int(one.end - one.begin))
        _row(table, when(one.begin), long, f"{one.count:,} records; usual are {one.usual:,.0f}", "")
    return table


def _faults(found: Report) -> Table:
    """By type, the most frequent first, each with its commonest places."""
    table = _table()
    for kind, total, places in by_type(found)[:_ROWS]:
        _row(table, f"{total:,} x", "", kind, "")
        for one in places[:_PLACES]:
            since = f", first {when(one.first)}" if one.first is not None else ""
            _row(table, "", f"{one.count:,} x", (one.place or "no place") + since, "dim")
        if len(places) > _PLACES:
            _row(table, "", "", f"and {len(places) - _PLACES} more places", "dim")
    return table


def by_type(found: Report) -> list[tuple[str, int, list[Fault]]]:
    """(type, how many, by place) of the exceptions, the most frequent first."""
    types: dict[str, list[Fault]] = {}
    for one in found.faults:
        types.setdefault(one.kind or "others", []).append(one)
    rows = [(kind, sum(one.count for one in places), places) for kind, places in types.items()]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _worth(rows: Sequence[Line]) -> Table:
    """Where and why, and below it the line itself."""
    table = Table.grid()
    table.add_column(overflow="fold")
    for one in rows:
        text = one.text.decode("utf-8", "replace")
        about = f"{when(one.time)}  {os.path.basename(one.source)}, byte {one.offset}: {one.why}".strip()
        table.add_row(Text(terminal(about), "dim"))
        table.add_row(Text(terminal(shown(text))))
    return table


def _chain(rows: Sequence[Link]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(3):
        table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    begin = next((one.time for one in rows if one.time is not None), 0.0)
    for one in rows:
        since = "" if one.time is None else f"+{(one.time - begin) * 1000:,.0f} ms"
        cells = (when(one.time), since, one.service, shown(one.text))
        table.add_row(*(Text(terminal(cell), _STYLES.get(level(one.level), "")) for cell in cells))
    return table


def _table() -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(no_wrap=True, justify="right", max_width=40)
    table.add_column(overflow="fold")
    return table


def _row(table: Table, *cells: str) -> None:
    """Two narrow cells, a wide one, and its style."""
    first, second, text, style = cells
    table.add_row(Text(terminal(first)), Text(terminal(second)), Text(terminal(text), style))


def shown(text: str) -> str:
    """A message as one line: its first, and of several the last, where the exception is."""
    lines = [line for line in text.split("\n") if line.strip()] or [""]
    first = lines[0][:_SHOWN] + ("…" if len(lines[0]) > _SHOWN else "")
    return first if len(lines) < 2 else f"{first} … {lines[-1].strip()[:_SHOWN]}"


def when(time: float | None) -> str:
    """`2026-11-20 14:02:03`, in UTC; empty where there is no time."""
    if time is None or not abs(time) < 2e11:
        return ""
    return datetime.fromtimestamp(time, timezone.utc).strftime("%Y-%m-%d %H:%M:%S")
