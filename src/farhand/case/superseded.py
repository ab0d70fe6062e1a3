"""Which answers count: a report of a self-test takes the place of earlier ones of the same.  Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from farhand.case.entry import Entry

SCHEMA = "farhand.report/1"


@dataclass(frozen=True)
class Report:
    """A text that is one report: from where it looked, when, and at what."""

    vantage: str
    started: str
    subjects: frozenset[str]


def current(answered: Sequence[Entry]) -> list[Entry]:
    """Without the reports whose every subject a later one from the same vantage has looked at."""
    reports = [of(entry.word("text")) for entry in answered]
    return [entry for entry, one in zip(answered, reports) if one is None or not _is_old(one, reports)]


def of(text: str) -> Report | None:
    """The report that a text is; None for any other text."""
    if SCHEMA not in text or not text.lstrip().startswith("{"):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        return None
    vantage = json.dumps(found.get("vantage"), sort_keys=True)
    return Report(vantage, str(found.get("started") or ""), frozenset(_subjects(found.get("results"))))


def _subjects(rows: Any) -> Iterable[str]:
    """What was looked at: a row that was skipped says nothing."""
    known = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return (str(row.get("subject")) for row in known if row.get("outcome") not in ("skip", "unknown"))


def _is_old(one: Report, reports: Iterable[Report | None]) -> bool:
    later = (r for r in reports if r and r.vantage == one.vantage and r.started > one.started)
    return bool(one.subjects) and any(one.subjects <= r.subjects for r in later)
