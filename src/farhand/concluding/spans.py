"""Lengths of time between entries, in minutes and in words.  Pure."""

from __future__ import annotations

from farhand.case.story import Person, worked


def minutes(since: str, until: str) -> float:
    return worked(since, until)


def at_work(since: str, until: str, person: Person | None) -> float:
    """Minutes of it within the working hours of that person; all of them where none are known."""
    return worked(since, until, person.hours, person.zone) if person else worked(since, until)


def words(length: float) -> str:
    """Minutes for a person: 40 s, 12 min, 3 h 05 min, 2 d 4 h."""
    seconds = round(length * 60)
    if seconds < 60:
        return f"{seconds} s"
    whole = round(length)
    if whole < 60:
        return f"{whole} min"
    if whole < 48 * 60:
        return f"{whole // 60} h {whole % 60:02d} min"
    return f"{whole // 1440} d {whole % 1440 // 60} h"
