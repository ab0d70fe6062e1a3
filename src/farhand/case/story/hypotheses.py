"""How sure the diagnoses were of each cause over time, and what was ruled out by what.  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from farhand.case.entry import Entry
from farhand.case.story.nouns import POSSIBLE, Hypothesis, Point, RuledOut

_Key = tuple[str, str]


def of(findings: Sequence[Entry]) -> tuple[Hypothesis, ...]:
    """Every cause that a `finding` has named; the one that is most likely now first."""
    points: dict[_Key, list[Point]] = {}
    words: dict[_Key, Mapping[str, Any]] = {}
    for entry in findings:
        named = {_key(row): row for row in entry.rows_of("causes")}
        words.update(named)
        weighs = any(row.get("role") == POSSIBLE for row in named.values()) or not named
        for key in points.keys() - named.keys():
            last = points[key][-1]
            if last.confidence and (weighs or last.role != POSSIBLE):
                points[key].append(Point(entry.at, 0.0, last.role))
        for key, row in named.items():
            points.setdefault(key, []).append(_point(entry.at, row))
    excluded = {one.cause: one.by for one in ruled_out(findings)}
    made = [_hypothesis(key, words[key], points[key], excluded) for key in points]
    return tuple(sorted(made, key=lambda h: (-h.confidence, h.role != "root", h.cause, h.subject)))


def ruled_out(findings: Sequence[Entry]) -> tuple[RuledOut, ...]:
    """The causes that are excluded now, by the first that excluded each; one that came back is not."""
    found: dict[str, RuledOut] = {}
    for entry in findings:
        for row in entry.rows_of("ruled_out"):
            cause = str(row.get("id") or "")
            found.setdefault(cause, RuledOut(cause, str(row.get("by") or ""), entry.at))
        for row in entry.rows_of("causes"):
            found.pop(_key(row)[0], None)
    return tuple(found.values())


def _hypothesis(key: _Key, row: Mapping[str, Any], points: list[Point], out: dict[str, str]) -> Hypothesis:
    cause, subject = key
    owner, says = str(row.get("owner") or ""), str(row.get("says") or "")
    return Hypothesis(cause, subject, owner, says, tuple(points), out.get(cause, ""))


def _key(row: Mapping[str, Any]) -> _Key:
    return str(row.get("id") or ""), str(row.get("subject") or "")


def _point(at: str, row: Mapping[str, Any]) -> Point:
    sure = row.get("confidence")
    known = isinstance(sure, (int, float)) and 0 <= sure <= 1
    return Point(at, float(sure) if known else 0.0, str(row.get("role") or "root"))  # type: ignore[arg-type]
