"""What a parameter of a step may be: always text, always of a narrow form.  Pure.

Each kind of parameter is a function from what was written to its one plain form; it raises ValueError saying
what it must be. None of them is ever part of a command line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone

from farhand.errors import Mistake
from farhand.target.units import duration as seconds_of

Read = Callable[[str], str]


@dataclass(frozen=True)
class Parameter:
    """How a value is read, and what it does in plain words."""

    read: Read
    says: str


def checked(params: Mapping[str, str], allowed: Mapping[str, Parameter], where: str) -> dict[str, str]:
    """The parameters in their plain form. Raises Mistake naming the one that is not allowed, or its value."""
    made = {}
    for name, value in params.items():
        if name not in allowed:
            there = ", ".join(sorted(allowed)) or "none"
            raise Mistake(f"{where} has no parameter {name[:60]!r}; it has: {there}")
        try:
            made[name] = allowed[name].read(value)
        except ValueError as error:
            raise Mistake(f"{where}: {name} {value[:60]!r} {error}") from None
    return made


def duration(least: float, most: float) -> Read:
    def read(text: str) -> str:
        seconds = seconds_of(text) if len(text) < 20 and text.isascii() else None
        if seconds is None or not least <= seconds <= most:
            raise ValueError(f"must be a time between {least:g}s and {most:g}s, such as 5s")
        return f"{seconds:g}s"

    return read


def count(least: int, most: int) -> Read:
    def read(text: str) -> str:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise ValueError(f"must be a number between {least} and {most}")
        return str(int(text))

    return read


def choice(*words: str) -> Read:
    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"must be one of: {', '.join(words)}")
        return text

    return read


def moment(text: str) -> str:
    """An absolute time; without a zone it is UTC."""
    try:
        when = datetime.fromisoformat(text) if len(text) < 40 and "T" in text.replace(" ", "T") else None
    except ValueError:
        when = None
    if when is None:
        raise ValueError("must be a time such as 2026-11-20T14:00:00Z")
    when = when if when.tzinfo else when.replace(tzinfo=timezone.utc)
    return when.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def literal(most: int) -> Read:
    """A text that is looked for as it stands: no pattern, no control or invisible sign."""

    def read(text: str) -> str:
        if not text or len(text) > most:
            raise ValueError(f"must be a text of 1 to {most} signs")
        if not all(sign.isprintable() for sign in text):
            raise ValueError("holds a sign that cannot be seen")
        return text

    return read


def any_text(most: int) -> Read:
    """For what a person reads in full before agreeing to it."""

    def read(text: str) -> str:
        if not text.strip() or len(text) > most or "\x00" in text:
            raise ValueError(f"must be a text of 1 to {most} signs")
        return text

    return read
