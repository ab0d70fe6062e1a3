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
from farhand.words import _, marked, ngettext, said

_VERBS = {
    "file": marked("reads"),
    "command": marked("runs"),
    "endpoint": marked("asks"),
    "made": marked("makes"),
}
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
    console.print(Text.assemble(_("Plan of a bundle for") + " ", (say(head), "bold")))
    for item in plan.items:
        console.print(Padding(_item(item, say), (1, 0, 0, 1)))
    console.print()
    for line in totals(plan):
        console.print(Text(say(line)))


def _item(item: Item, say: Callable[[str], str]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    table.add_row(_("item"), Text(say(item.name), "bold"))
    for title, text in facts(item):
        table.add_row(title, Text(say(text)))
    return table


def facts(item: Item) -> Iterator[tuple[str, str]]:
    """What a reader wants to know of one item, in order."""
    yield _(_VERBS[item.way]) if item.way in _VERBS else item.way, said(item.source)
    yield _("why"), said(item.why)
    told = _("at most {size}, {seconds} s").format(size=size(item.limit), seconds=f"{item.seconds:g}")
    there = "" if item.size is None else _("{size} now").format(size=size(item.size)) + ", "
    yield _("takes"), there + told
    if item.since or item.until:
        window = _("{since} to {until}")
        yield (
            _("time"),
            window.format(since=item.since or _("the beginning"), until=item.until or _("the end")),
        )
    if item.privilege:
        yield _("needs"), said(item.privilege)
    if item.network:
        yield _("network"), ", ".join(map(said, item.network))


def totals(plan: Plan) -> Iterator[str]:
    known = [i.size for i in plan.items if i.size is not None]
    count = sum(i.size is None and i.way != MADE for i in plan.items)
    items = ngettext("{n} item, {size} in files", "{n} items, {size} in files", len(plan.items))
    unknown = _(", and {n} whose size is not known before").format(n=count) if count else ""
    yield items.format(n=len(plan.items), size=size(sum(known))) + unknown
    b = plan.budgets
    yield _(
        "at most {seconds} s and {size} of redacted text in all; {free} must stay free on the disk"
    ).format(seconds=f"{b.seconds:g}", size=size(b.bytes), free=size(b.free_disk))
    places = list(dict.fromkeys(said(place) for item in plan.items for place in item.network))
    yield f"{_('network')}: {', '.join(places) or _('none')}"
    needs = list(dict.fromkeys(said(item.privilege) for item in plan.items if item.privilege))
    yield f"{_('rights beyond those of this user')}: {'; '.join(needs) or _('none')}"
    yield f"{_('profile of redaction')}: {plan.profile}"
    yield f"{_('hash of this plan')}: {plan.hash}"


def write_rows(rows: Sequence[Row], console: Console) -> None:
    """What became of each item, with what was hidden in it."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in (_("item"), _("outcome"), _("size"), _("hidden"), _("why")):
        table.add_column(title, overflow="fold", justify="right" if title == _("size") else "left")
    for row in rows:
        hidden = ", ".join(f"{number} {kind}" for kind, number in row.redacted.items())
        style = _STYLES.get(row.outcome, "bold red")
        outcome = said(row.outcome)
        cells = (row.name, outcome, size(row.bytes) if row.sha256 else "", hidden, said(row.says))
        table.add_row(*(Text(terminal(c), style if c is outcome else "") for c in cells))
    console.print(table)


def write_manifest(document: Mapping[str, Any], console: Console) -> None:
    """A bundle's manifest, as `bundle show` prints it. It may have been made by anybody."""
    rows = [_row(row) for row in verify.rows(document, "rows")]
    app = document.get("app")
    named = " ".join(str(app.get(k) or "") for k in ("name", "version")) if isinstance(app, dict) else ""
    told = _("Bundle of {app}, made {created} by {tool}")
    told = told.format(app=named.strip(), created=document.get("created"), tool=document.get("tool"))
    console.print(Text(terminal(told)))
    if document.get("interrupted"):
        ended = _("It was ended early: {why}").format(why=said(str(document.get("ended"))))
        console.print(Text(terminal(ended), "bold"))
    console.print()
    write_rows(rows, console)
    console.print()
    for line in _weak(rows):
        console.print(Text(terminal(line)))
    hidden = _("Hidden: {what} (profile {profile})")
    hidden = hidden.format(what=_hidden(rows) or _("nothing"), profile=document.get("profile"))
    console.print(Text(terminal(hidden)))
    console.print(Text(terminal(f"{_('Hash of the plan')}: {document.get('plan_hash')}")))


def _weak(rows: Sequence[Row]) -> Iterator[str]:
    """What is missing, and the conclusion that is less sure for it."""
    for row in rows:
        if row.outcome not in (OK, TRUNCATED, ABSENT):
            weak = manifest.weakens(row.name)
            told = _("Missing: {item} ({outcome})").format(item=row.name, outcome=said(row.outcome))
            yield told + (f"; {_('less sure')}: {said(weak)}" if weak else "")


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
