"""A bundle's plan and its manifest as text that a security team can read. Evidence and names are escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from farhand.bundle import manifest, verify
from farhand.bundle.model import ABSENT, MADE, OK, TRUNCATED, Item, Plan, Row
from farhand.faces.escape import terminal
from farhand.redact import Redactor

_VERBS = {"file": "reads", "command": "runs", "endpoint": "asks", "made": "makes"}
_STYLES = {OK: "green", TRUNCATED: "yellow", ABSENT: "dim"}


def size(number: int | None) -> str:
    """Bytes as people read them: 14 B, 3.2 KiB, 112 MiB."""
    if number is None:
        return "?"
    value, unit = float(number), "B"
    for larger in ("KiB", "MiB", "GiB"):
        if value < 1024:
            break
        value, unit = value / 1024, larger
    return f"{value:.0f} {unit}" if unit == "B" or value >= 10 else f"{value:.1f} {unit}"


def write_plan(plan: Plan, console: Console, redactor: Redactor) -> None:
    """All that would be done, one paragraph an item, then the totals."""

    def say(text: str) -> str:
        return terminal(redactor.text(text))

    head = " ".join(filter(None, (plan.app, plan.version)))
    console.print(Text.assemble("Plan of a bundle for ", (say(head), "bold")))
    for item in plan.items:
        console.print(Padding(_item(item, say), (1, 0, 0, 1)))
    console.print()
    for line in totals(plan):
        console.print(Text(say(line)))


def _item(item: Item, say: Callable[[str], str]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    table.add_row("item", Text(say(item.name), "bold"))
    for title, text in facts(item):
        table.add_row(title, Text(say(text)))
    return table


def facts(item: Item) -> Iterator[tuple[str, str]]:
    """What a reader wants to know of one item, in order."""
    yield _VERBS.get(item.way, item.way), item.source
    yield "why", item.why
    there = "" if item.size is None else f"{size(item.size)} now, "
    yield "takes", f"{there}at most {size(item.limit)}, {item.seconds:g} s"
    if item.since or item.until:
        yield "time", f"{item.since or 'the beginning'} to {item.until or 'the end'}"
    if item.privilege:
        yield "needs", item.privilege
    if item.network:
        yield "network", ", ".join(item.network)


def totals(plan: Plan) -> Iterator[str]:
    known = [i.size for i in plan.items if i.size is not None]
    count = sum(i.size is None and i.way != MADE for i in plan.items)
    unknown = f", and {count} whose size is not known before" if count else ""
    yield f"{len(plan.items)} items, {size(sum(known))} in files{unknown}"
    b = plan.budgets
    yield (
        f"at most {b.seconds:g} s and {size(b.bytes)} of redacted text in all; "
        f"{size(b.free_disk)} must stay free on the disk"
    )
    places = list(dict.fromkeys(place for item in plan.items for place in item.network))
    yield f"network: {', '.join(places) or 'none'}"
    needs = list(dict.fromkeys(item.privilege for item in plan.items if item.privilege))
    yield f"privilege beyond this user: {'; '.join(needs) or 'none'}"
    yield f"profile of redaction: {plan.profile}"
    yield f"hash of this plan: {plan.hash}"


def write_rows(rows: Sequence[Row], console: Console) -> None:
    """What became of each item, with what was hidden in it."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in ("item", "outcome", "size", "hidden", "why"):
        table.add_column(title, overflow="fold", justify="right" if title == "size" else "left")
    for row in rows:
        hidden = ", ".join(f"{number} {kind}" for kind, number in row.redacted.items())
        style = _STYLES.get(row.outcome, "bold red")
        cells = (row.name, row.outcome, size(row.bytes) if row.sha256 else "", hidden, row.says)
        table.add_row(*(Text(terminal(c), style if c is row.outcome else "") for c in cells))
    console.print(table)


def write_manifest(document: Mapping[str, Any], console: Console) -> None:
    """A bundle's manifest, as `bundle show` prints it. It may have been made by anybody."""
    rows = [_row(row) for row in verify.rows(document, "rows")]
    app = document.get("app")
    named = " ".join(str(app.get(k) or "") for k in ("name", "version")) if isinstance(app, dict) else ""
    console.print(
        Text(terminal(f"Bundle of {named.strip()}, made {document.get('created')} by {document.get('tool')}"))
    )
    if document.get("interrupted"):
        console.print(Text(terminal(f"It was ended early: {document.get('ended')}"), "bold"))
    console.print()
    write_rows(rows, console)
    console.print()
    for line in _weak(rows):
        console.print(Text(terminal(line)))
    console.print(Text(terminal(f"Hidden: {_hidden(rows) or 'nothing'} (profile {document.get('profile')})")))
    console.print(Text(terminal(f"Hash of the plan: {document.get('plan_hash')}")))


def _weak(rows: Sequence[Row]) -> Iterator[str]:
    """What is missing, and the conclusion that is less sure for it."""
    for row in rows:
        if row.outcome not in (OK, TRUNCATED, ABSENT):
            weak = manifest.weakens(row.name)
            yield f"Missing: {row.name} ({row.outcome})" + (f"; less sure: {weak}" if weak else "")


def _hidden(rows: Sequence[Row]) -> str:
    total: dict[str, int] = {}
    for row in rows:
        for kind, number in row.redacted.items():
            total[kind] = total.get(kind, 0) + number
    return ", ".join(f"{number} {kind}" for kind, number in sorted(total.items()))


def _row(row: Mapping[str, Any]) -> Row:
    """What has the wrong shape is shown as empty."""
    hidden = row.get("redacted")
    counts = {str(k): v for k, v in hidden.items() if isinstance(v, int)} if isinstance(hidden, dict) else {}
    number = row.get("bytes")
    return Row(
        name=str(row.get("name") or ""),
        outcome=str(row.get("outcome") or ""),
        says=str(row.get("says") or ""),
        bytes=number if isinstance(number, int) else 0,
        sha256=str(row.get("sha256") or ""),
        redacted=counts,
    )
