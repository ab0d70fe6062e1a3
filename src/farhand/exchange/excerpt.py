"""What of a file counts for a case: the lines that lead to a cause, and those around them.  Pure."""

from __future__ import annotations

from collections.abc import Iterable

from farhand.evidence import weigh
from farhand.model import App
from farhand.reading import Source
from farhand.redact import Redactor

#: Characters of a text that is kept whole, where it leads to anything.
WHOLE = 32 << 10
#: Lines before and after, and lines in all.
AROUND, MOST = 5, 400


def of(name: str, text: str, app: App | None = None) -> str:
    """Empty where the text leads to no cause. Never raises for what the text holds."""
    source = Source(name, [text.encode("utf-8", "replace")], text)
    found = weigh([source], Redactor(), app).diagnosis
    numbers = {q.line for cause in found.causes for q in cause.evidence if q.source == name}
    if not found.causes or len(text) <= WHOLE:
        return text if found.causes else ""
    return _around(text.split("\n"), numbers)


def _around(lines: list[str], numbers: Iterable[int]) -> str:
    near = {n for number in numbers for n in range(number - AROUND, number + AROUND + 1)}
    there = [n for n in sorted(near) if 1 <= n <= len(lines)]
    return "".join(f"{lines[n - 1]}\n" for n in there[:MOST])
