"""The review for the terminal: what leaves, what stays, and before and after of what was hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from farhand.bundle.model import Plan, Row
from farhand.bundle.review import Change, Counts, Entry, Page, Parts, page
from farhand.faces.escape import terminal as visible
from farhand.redact import Tally
from farhand.words import _

_STYLES = {"pass": "green", "warn": "yellow", "skip": "dim"}


def terminal(
    plan: Plan,
    rows: Sequence[Row],
    tallies: Mapping[str, Tally],
    console: Console | None = None,
    recipients: Sequence[str] = (),
) -> None:
    """Print the review. Without a console, on standard output."""
    from farhand.faces import text

    made = page(plan, rows, tallies, recipients)
    if console is None:
        text.show(lambda standard: _write(made, standard))
    else:
        _write(made, console)


def _write(made: Page, console: Console) -> None:
    console.print(
        Text.assemble(_("What would leave of") + " ", (visible(made.app), "bold"), f": {made.lead}")
    )
    if made.samples:
        warning = _("What follows holds secrets, as they were before. Do not copy it to anybody.")
        console.print(Text(warning, "bold red"))
    for title, entries in made.groups:
        console.print(Padding(Text(title, "bold"), (1, 0, 0, 0)))
        for entry in entries:
            console.print(Padding(_head(entry), (0, 0, 0, 1)))
            console.print(Padding(_body(entry), (0, 0, 0, 4)))
    console.print(Padding(_totals(made), (1, 0, 0, 0)))


def _head(entry: Entry) -> Text:
    style = _STYLES.get(entry.style, "")
    return Text.assemble(
        (f"{entry.mark} ", style),
        (visible(entry.name), "bold" if entry.leaves else ""),
        (f"  {entry.size}" if entry.size else "", "dim"),
        ("  " + visible(entry.says), style if entry.style != "pass" else ""),
    )


def _body(entry: Entry) -> Table:
    table = _table()
    for label, told in _rows(entry):
        table.add_row(label, told)
    return table


def _rows(entry: Entry) -> Iterator[tuple[str, RenderableType]]:
    yield _("from"), Text(visible(entry.source))
    yield _("why"), Text(visible(entry.why))
    if entry.needs:
        yield _("needs"), Text(visible(entry.needs))
    if entry.leaves and entry.because:
        yield _("note"), Text(visible(entry.because))
    if entry.counts:
        yield _("hidden"), Text(visible(_counts(entry.counts)))
    for change in entry.samples:
        yield from _sample(change)
    if entry.leaves:
        yield _("leave out"), Text(visible(entry.strike), "cyan")


def _sample(change: Change) -> Iterator[tuple[str, RenderableType]]:
    yield _("before"), _marked(change.before, "red")
    yield _("after"), _marked(change.after, "green")


def _marked(parts: Parts, style: str) -> Text:
    """One line for one side; a line end in it would look like the end of the sample."""
    first, changed, last = (visible(part).replace("\n", "\\n") for part in parts)
    return Text.assemble(first, (changed, style), last)


def _totals(made: Page) -> Table:
    table = _table()
    table.add_row(_("hidden"), Text(visible(_counts(made.counts) or _("nothing had to be hidden"))))
    table.add_row(_("read by"), Text(visible("\n".join(made.readers))))
    table.add_row(_("profile"), Text(visible(made.profile)))
    table.add_row(_("plan"), Text(visible(made.plan)))
    return table


def _counts(counts: Counts) -> str:
    return ", ".join(f"{number} {kind}" for kind, number in counts)


def _table() -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    return table
