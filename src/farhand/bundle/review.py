"""What would leave, shown before it does: each item with its origin, its reason and what was hidden in it.

The review shows samples as they were before, so it holds secrets: it is for the customer's eyes, on the
terminal or as a file of mode 0600, and is never part of a bundle.
"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from farhand.bundle.model import NOT_REACHED, OK, TIMED_OUT, TRUNCATED, Item, Plan, Row
from farhand.redact import Tally
from farhand.redact.tally import Sample
from farhand.words import _, ngettext, said

#: Characters of a sample, and samples of an item, that are shown.
_WIDEST, _SAMPLES = 400, 40
_LEAVES = (OK, TRUNCATED, TIMED_OUT)
_MARKS = {OK: ("✓", "pass"), TRUNCATED: ("!", "warn"), TIMED_OUT: ("!", "warn")}

Counts = tuple[tuple[str, int], ...]
#: A text in three parts, of which the middle one was changed.
Parts = tuple[str, str, str]


@dataclass(frozen=True)
class Change:
    """One thing hidden: the same line before and after, each in its three parts."""

    kind: str
    before: Parts
    after: Parts


@dataclass(frozen=True)
class Entry:
    """One item of the review."""

    name: str
    source: str
    why: str
    outcome: str
    because: str
    needs: str
    size: str
    leaves: bool
    counts: Counts
    samples: tuple[Change, ...]

    @property
    def strike(self) -> str:
        """The option that leaves this item out, as it is typed."""
        quoted = shlex.quote(self.name)
        return f"--strike={quoted}" if self.name.startswith("-") else f"--strike {quoted}"

    @property
    def mark(self) -> str:
        return _MARKS.get(self.outcome, ("–", ""))[0] if self.leaves else "–"

    @property
    def style(self) -> str:
        return _MARKS.get(self.outcome, ("", "skip"))[1] if self.leaves else "skip"

    @property
    def says(self) -> str:
        hidden = sum(number for _, number in self.counts)
        if not self.leaves:
            return f"{self.word}: {self.because}" if self.because else self.word
        told = _("{n} hidden").format(n=hidden) if hidden else _("nothing hidden")
        return f"{self.word}, {told}"

    @property
    def word(self) -> str:
        """The outcome in the reader's language."""
        return said(self.outcome)

    @property
    def open(self) -> bool:
        return bool(self.samples)


@dataclass(frozen=True)
class Page:
    """The whole review as data, for both faces."""

    app: str
    lead: str
    leaves: str
    stays: str
    readers: tuple[str, ...]
    profile: str
    plan: str
    tool: str
    counts: Counts
    groups: tuple[tuple[str, tuple[Entry, ...]], ...]
    samples: bool
    most: int


def page(
    plan: Plan, rows: Sequence[Row], tallies: Mapping[str, Tally], recipients: Sequence[str] = ()
) -> Page:
    """The review as data. An item without a row counts as not reached; `recipients` can read the bundle."""
    known = {row.name: row for row in rows}
    entries = [
        _entry(i, known.get(i.name, Row(i.name, NOT_REACHED)), tallies.get(i.name)) for i in plan.items
    ]
    going, staying = [e for e in entries if e.leaves], [e for e in entries if not e.leaves]
    counts = _total(entries)
    size = readable(sum(row.bytes for row in rows if row.outcome in _LEAVES))
    groups = ((_("What would leave"), tuple(going)), (_("What stays here, and why"), tuple(staying)))
    return Page(
        app=" ".join(filter(None, (plan.app, plan.version))) or _("this app"),
        lead=_("{items}, {size} of redacted text. Nothing else, and nothing yet.").format(
            items=_items(len(going)), size=size
        ),
        leaves=f"{_items(len(going))}, {size}",
        stays=_items(len(staying)) if staying else _("nothing that was planned"),
        readers=tuple(recipients) or (_("anybody who has the file: it is not encrypted"),),
        profile=plan.profile,
        plan=plan.hash,
        tool=plan.tool or "Farhand",
        counts=counts,
        groups=tuple((title, items) for title, items in groups if items),
        samples=any(e.samples for e in entries),
        most=next((tally.most for tally in tallies.values()), Tally().most),
    )


def html(
    plan: Plan, rows: Sequence[Row], tallies: Mapping[str, Tally], recipients: Sequence[str] = ()
) -> str:
    """The review as one page that loads nothing. It holds secrets: write it with mode 0600."""
    from farhand.faces import rendering

    made = page(plan, rows, tallies, recipients)
    return rendering.page("review.html", ("report.css", "review.css"), page=made)


def readable(size: int) -> str:
    """Bytes as people read them: `812 bytes`, `1.4 MiB`."""
    value, unit = float(size), "bytes"
    for larger in ("KiB", "MiB", "GiB"):
        if value < 1024:
            break
        value, unit = value / 1024, larger
    return f"{size} {unit}" if unit == "bytes" else f"{value:.1f} {unit}"


def _entry(item: Item, row: Row, tally: Tally | None) -> Entry:
    counts = tally.counts if tally and tally.counts else dict(row.redacted)
    leaves = row.outcome in (OK, TRUNCATED) or (row.outcome == TIMED_OUT and row.bytes > 0)
    return Entry(
        name=item.name,
        source=said(item.source),
        why=said(item.why),
        outcome=row.outcome,
        because=said(row.says),
        needs="; ".join(_needs(item)),
        size=readable(row.bytes) if leaves else "",
        leaves=leaves,
        counts=_sorted(counts),
        samples=tuple(_change(s) for s in (tally.samples[:_SAMPLES] if tally else ())),
    )


def _needs(item: Item) -> Iterator[str]:
    if item.privilege:
        yield said(item.privilege)
    if item.network:
        yield _("connects to {places}").format(places=", ".join(item.network))


def _change(sample: Sample) -> Change:
    """Both sides without what is alike at their beginning and end."""
    before, after = sample.before[:_WIDEST], sample.after[:_WIDEST]
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    return Change(sample.kind, _parts(before, start, end), _parts(after, start, end))


def _alike(one: str, other: str) -> int:
    """How many characters are the same at the beginning of both."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _parts(text: str, start: int, end: int) -> Parts:
    return text[:start], text[start : len(text) - end], text[len(text) - end :]


def _total(entries: Sequence[Entry]) -> Counts:
    """What was hidden in all that leaves."""
    total: Counter[str] = Counter()
    for entry in entries:
        total.update(dict(entry.counts) if entry.leaves else {})
    return _sorted(total)


def _sorted(counts: Mapping[str, int]) -> Counts:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _items(number: int) -> str:
    return ngettext("{n} item", "{n} items", number).format(n=number)
