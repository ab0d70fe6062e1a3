"""What triage has found as one self-contained page: no script, nothing loaded, everything escaped.

The texts in it come masked; the curve is drawn as an SVG of bars.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from farhand.evidence import Opinion
from farhand.faces import html as pages
from farhand.faces import plot, rendering
from farhand.faces.triage import by_type, shown, when
from farhand.logs.engines import Told
from farhand.logs.mining import Template
from farhand.logs.triage.document import text
from farhand.logs.triage.order import Broken
from farhand.logs.triage.report import Report, level

#: Columns of the curve, and its size in SVG units.
_COLUMNS, _WIDTH, _HEIGHT = 120, 840, 120
#: Rows of a list.
_MOST = 60


@dataclass(frozen=True)
class _Bar:
    x: float
    width: float
    errors: float
    every: float
    says: str


@dataclass(frozen=True)
class _Row:
    when: str
    count: str
    level: str
    text: str
    about: str = ""


@dataclass(frozen=True)
class _Page:
    of: str
    state: str
    verdict: str
    lead: str
    told: str
    causes: tuple[object, ...]
    next: tuple[object, ...]
    bars: tuple[_Bar, ...]
    most: str
    begin: str
    end: str
    lists: tuple[tuple[str, tuple[_Row, ...]], ...]
    notes: tuple[str, ...]


def html(found: Report, told: Told, opinion: Opinion, share: float | None = None) -> str:
    """The page, as text to be written in UTF-8. `found` is masked already."""
    return rendering.page(
        "triage.html", ("report.css", "triage.css"), page=_page(found, told, opinion, share)
    )


def _page(found: Report, told: Told, opinion: Opinion, share: float | None) -> _Page:
    diagnosis = opinion.diagnosis
    roots = [one for one in diagnosis.causes if one.role == "root"]
    names = sorted(told.sources)
    bars, most = _bars(found)
    return _Page(
        of=", ".join(map(os.path.basename, names[:3])) + (f" and {len(names) - 3} more" if names[3:] else ""),
        state=diagnosis.verdict,
        verdict={"fault": "Fault", "healthy": "Healthy"}.get(diagnosis.verdict, "Undecided"),
        lead=_lead(found, roots),
        told=f"{found.records:,} records, {plot.size(sum(told.sources.values()))}, {found.bad:,} errors",
        causes=tuple(pages.cause(one, opinion.results) for one in roots),
        next=diagnosis.next if diagnosis.verdict != "healthy" else (),
        bars=bars,
        most=most,
        begin=when(found.first),
        end=when(found.last),
        lists=tuple((title, rows) for title, rows in _lists(found) if rows),
        notes=tuple(_notes(told, share)),
    )


def _lead(found: Report, roots: Sequence[object]) -> str:
    if found.broken:
        first = found.broken[0]
        return f"First broke, at {when(first.since)} UTC: {shown(text(first.template.first[3]))}"
    if roots:
        return "A root cause is in the log."
    return "Errors are there, but none of them began in this time." if found.bad else "No error is in it."


def _bars(found: Report) -> tuple[tuple[_Bar, ...], str]:
    if len(found.rate) < 2:
        return (), ""
    begin, end = found.rate[0][0], found.rate[-1][0] + found.width
    bad, every = plot.columns(found.rate, begin, end, _COLUMNS)
    wide, most, all_of = _WIDTH / len(bad), max([*bad, 1]), max([*every, 1])
    long = (end - begin) / len(bad)
    rows = (
        _Bar(
            round(number * wide, 1),
            round(wide * 0.85, 1),
            round(errors / most * _HEIGHT, 1),
            round(records / all_of * _HEIGHT / 3, 1),
            f"{when(begin + number * long)}: {errors:,} errors of {records:,} records",
        )
        for number, (errors, records) in enumerate(zip(bad, every))
    )
    return tuple(rows), f"up to {max(bad):,} errors in {plot.width_of(max(1, round(long / 60)) * 60)}"


def _lists(found: Report) -> list[tuple[str, tuple[_Row, ...]]]:
    return [
        ("The chain", tuple(_Row(when(t.time), t.service, level(t.level), t.text) for t in found.trace)),
        ("What broke first", tuple(row for one in found.broken[:_MOST] for row in _broken(one))),
        ("New", tuple(map(_template, (found.new or ())[:_MOST]))),
        ("Exceptions", tuple(_faults(found))),
        ("Messages", tuple(map(_template, found.templates)) if not found.trace else ()),
        ("Bursts and silence", tuple(_stretches(found))),
        ("Worth sending", tuple(_worth(found)) if not found.trace else ()),
    ]


def _template(one: Template) -> _Row:
    return _Row(when(one.first[0]), f"{one.count:,}", level(one.worst), shown(one.text))


def _broken(one: Broken) -> list[_Row]:
    rows = [
        _Row(when(one.since), f"{one.template.count:,}", level(one.template.worst), shown(one.template.text))
    ]
    for after in one.followed_by[:_MOST]:
        later = plot.width_of(int(after.since - one.since))
        rows.append(_Row("", f"{after.template.count:,}", "", shown(after.template.text), f"{later} later"))
    return rows


def _faults(found: Report) -> list[_Row]:
    return [
        _Row(when(one.first), f"{one.count:,}", "error", kind, one.place)
        for kind, _, places in by_type(found)[:_MOST]
        for one in places[:5]
    ]


def _stretches(found: Report) -> list[_Row]:
    return [
        _Row(
            when(one.begin),
            f"{one.count:,}",
            "",
            f"for {plot.width_of(int(one.end - one.begin))}; usual are {one.usual:,.0f} records",
        )
        for one in (*found.bursts, *found.gaps)
    ]


def _worth(found: Report) -> list[_Row]:
    return [
        _Row(when(w.time), "", "", w.text.decode("utf-8", "replace"), f"{w.source}, byte {w.offset}: {w.why}")
        for w in found.worth
    ]


def _notes(told: Told, share: float | None) -> list[str]:
    notes = [f"{name}: {why}" for name, why in (*told.unread, *told.said)]
    notes += [f"{name}: no time was recognised in its lines" for name in told.without_time]
    if not told.whole:
        much = f"{share:.0%} of it was read" if share is not None else "not all of it was read"
        notes.insert(0, f"Interrupted: {much}.")
    return notes[:_MOST]
