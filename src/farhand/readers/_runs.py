"""Runs of lines that belong together: some show plainly what they are, others only in their company."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

Knows = Callable[[str], object]

#: A prompt with what was typed behind it: of sh and bash, PowerShell, cmd, fish, and with an arrow.
PROMPT = re.compile(
    r"^\s*(?:\[[^\]]{1,80}\]\s?|\([\w.-]{1,40}\) )?"
    r"(?:(?:[\w.-]{1,64}@[\w.-]{1,64}[:~ ][^$#>%]{0,120})?"
    r"(?:[$#%]|PS [A-Z]:[^>]{0,120}>|[A-Z]:\\[^>]{0,120}>)"
    r"|[\w.-]{1,64}@[\w.-]{1,64} [~/][^$#>%]{0,120}>"
    r"|[^\s❯➜]{0,40} ?[❯➜](?: {1,2}~)?) {0,2}(?P<typed>\S.{0,600})$"
)


def typed(line: str) -> str:
    """What was typed behind a prompt; empty for every other line."""
    if not any(sign in line for sign in "$#%>❯➜"):
        return ""
    found = PROMPT.match(line)
    return found["typed"] if found else ""


def _none(_: str) -> bool:
    return False


def runs(
    lines: Sequence[str], sure: Knows, also: Knows = _none, gap: int = 0, fresh: Knows | None = None
) -> Iterator[tuple[int, int]]:
    """Parts with at least one sure line and what else belongs to them, with at most `gap` lines between.

    A line that is `fresh` begins a new part.
    """
    first = last = -1
    is_sure = False
    for at, line in enumerate(lines):
        plain = bool(sure(line))
        if not plain and not also(line):
            continue
        if first >= 0 and (at - last > gap + 1 or (fresh and fresh(line))):
            if is_sure:
                yield first, last + 1
            first, is_sure = -1, False
        first = at if first < 0 else first
        last, is_sure = at, is_sure or plain
    if is_sure:
        yield first, last + 1
