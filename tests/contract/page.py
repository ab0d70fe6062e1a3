"""The table of docs/benchmarks.md: a row per family and set of tools; rows that were not run again stay."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.bench import PAGE, put
from tests.contract.verdict import DIFFERENT, OPEN, SAME

BEGIN, END = "<!-- contract -->", "<!-- /contract -->"
ALL = "all"
WORDS = (SAME, OPEN, DIFFERENT)
_HEAD = (
    "| family | tools | worlds | same | open | different | as the probe | open | different | on |\n"
    "|---|---|---|---|---|---|---|---|---|---|"
)
_ROW = re.compile(r"^\| (\w+) \| (\w+) \| ([\d |]+) \| (\d{4}-\d\d-\d\d) \|$", re.MULTILINE)


@dataclass(frozen=True)
class Line:
    """One family with one set of tools. `counts`: worlds; held against the truth same, open and different;
    held against the probe the same three."""

    family: str
    tools: str
    counts: tuple[int, ...]
    on: str

    def __str__(self) -> str:
        return f"| {self.family} | {self.tools} | {' | '.join(map(str, self.counts))} | {self.on} |"


def line(family: str, tools: str, truth: Sequence[str], probe: Sequence[str]) -> Line:
    """Counted today. `truth` and `probe`: one of WORDS per world; the probe's may be empty."""
    counted = [Counter(words)[word] for words in (truth, probe) for word in WORDS]
    return Line(family, tools, (len(truth), *counted), datetime.date.today().isoformat())


def lines(text: str) -> list[Line]:
    """The rows of a page, but for those that are sums. Of two with the same name the last counts."""
    found = (Line(f, t, tuple(map(int, c.split(" | "))), on) for f, t, c, on in _ROW.findall(text))
    return list({(row.family, row.tools): row for row in found if row.family != ALL}.values())


def merged(old: Iterable[Line], new: Iterable[Line]) -> str:
    """Markdown: the new rows in the place of the old, and a sum for each set of tools."""
    rows = {(row.family, row.tools): row for row in (*old, *new)}
    sums = [_sum([r for r in rows.values() if r.tools == tools]) for tools in sorted({t for _, t in rows})]
    return "\n".join([_HEAD, *(str(rows[key]) for key in sorted(rows)), *map(str, sums)])


def _sum(rows: Sequence[Line]) -> Line:
    counts = tuple(map(sum, zip(*(row.counts for row in rows))))
    return Line(ALL, rows[0].tools, counts, max(row.on for row in rows))


def write(new: Iterable[Line]) -> None:
    put(merged(lines(_between(PAGE.read_text("utf-8"))), new), BEGIN, END)


def _between(page: str) -> str:
    return page.split(BEGIN, 1)[1].split(END, 1)[0]
