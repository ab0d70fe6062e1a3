"""Tables as psql, mysql and their kin print them: aligned, boxed, unaligned, expanded, tab and comma
separated.

Readers ask for the columns that they know; a table is found by its form alone, wherever it stands, and may
be cut off at any place. Names of columns are in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

#: Columns of one table that are looked at.
_WIDEST = 60
_RULE = re.compile(r"\s*-+(?:\+-+)*$")
_BOX = re.compile(r"\s*\+(?:-+\+)+$")
_RECORD = re.compile(r"\s*(?:-\[ RECORD \d+ \]|\*{3,} \d+\. row \*{3,})")
_FIELD = re.compile(r"\s*(?P<name>[A-Za-z_?][\w ?]{0,50}?) *(?:\||:(?= |$)) ?(?P<value>.*)$")
_PIPED = re.compile(r"[a-z_?][\w?]*(?:\|[a-z_?][\w?]*)+$")
_TABBED = re.compile(r"[A-Za-z_]\w*(?: {8}[A-Za-z_]\w*){1,40}$")
_COMMAS = re.compile(r"\"?[a-z_]\w*\"?(?:,\"?[a-z_]\w*\"?){2,40}$")
_INTERVAL = re.compile(
    r"(?:(?P<days>\d+) days? ?,? ?)?(?P<minus>-)?(?P<h>\d+):(?P<m>\d\d):(?P<s>\d\d(?:\.\d+)?)$"
)


@dataclass(frozen=True)
class Row:
    """One row with the place of its line."""

    at: int
    cells: Mapping[str, str]

    def text(self, *names: str) -> str:
        """The first of these columns that holds something."""
        return next((self.cells[n] for n in names if self.cells.get(n, "") not in ("", "NULL", "null")), "")

    def number(self, *names: str) -> float | None:
        return number(self.text(*names))


@dataclass(frozen=True)
class Table:
    """Where it stands, first to end, its columns and its rows."""

    first: int
    end: int
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def has(self, *names: str) -> bool:
        return all(name in self.columns for name in names)


def number(text: str) -> float | None:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


def seconds(text: str) -> float | None:
    """An interval of PostgreSQL, or a plain number of seconds."""
    found = _INTERVAL.match(text.strip())
    if not found:
        return number(text.strip())
    clock = int(found["h"]) * 3600 + int(found["m"]) * 60 + float(found["s"])
    return (-clock if found["minus"] else clock) + int(found["days"] or 0) * 86400


def tables(lines: Sequence[str]) -> Iterator[Table]:
    """All tables, top to bottom."""
    at = 0
    while at < len(lines):
        found = _form(lines, at)
        if found:
            yield found
        at = found.end if found else at + 1


def _form(lines: Sequence[str], at: int) -> Table | None:
    """Which form begins here; a look at one sign spares most lines all the rest."""
    line = lines[at]
    sign = line.lstrip()[:1]
    if not sign:
        return None
    if sign in "-*":
        return _vertical(lines, at)
    if sign == "+":
        return _boxed(lines, at)
    if at + 1 < len(lines) and lines[at + 1].lstrip()[:1] == "-" and (found := _aligned(lines, at)):
        return found
    return next((t for mark, form in _SEPARATED if mark in line and (t := form(lines, at))), None)


def _aligned(lines: Sequence[str], at: int) -> Table | None:
    if at + 1 >= len(lines) or not lines[at].strip() or not _RULE.match(lines[at + 1]):
        return None
    cuts = [m.start() for m in re.finditer(r"\+", lines[at + 1])][:_WIDEST]
    names = _cells(lines[at], cuts)
    if not all(names):
        return None
    end = at + 2
    while end < len(lines) and _is_row(lines[end], cuts):
        end += 1
    return _made(at, end, names, [(n, _cells(lines[n], cuts)) for n in range(at + 2, end)])


def _is_row(line: str, cuts: Sequence[int]) -> bool:
    if not line.strip() or line.startswith("("):
        return False
    return "|" in line if cuts else bool(re.match(r" +\S", line))


def _cells(line: str, cuts: Sequence[int]) -> list[str]:
    """Cut where the rule has its crossings; a row that is shifted is cut at its bars."""
    if any(c < len(line) and line[c] != "|" for c in cuts):
        return [cell.strip() for cell in line.split("|", len(cuts))]
    edges = [-1, *cuts, len(line)]
    return [line[a + 1 : b].strip() for a, b in zip(edges, edges[1:], strict=False)]


def _boxed(lines: Sequence[str], at: int) -> Table | None:
    if not _BOX.match(lines[at]) or at + 1 >= len(lines) or not lines[at + 1].lstrip().startswith("|"):
        return None
    cuts = [m.start() for m in re.finditer(r"\+", lines[at])][:_WIDEST]
    names = _cells(lines[at + 1], cuts)[1:-1]
    end, rows = at + 2, []
    while end < len(lines) and (lines[end].lstrip().startswith("|") or _BOX.match(lines[end])):
        if not _BOX.match(lines[end]):
            rows.append((end, _cells(lines[end], cuts)[1:]))
        elif end > at + 2 and rows:
            return _made(at, end + 1, names, rows)
        end += 1
    return _made(at, end, names, rows)


def _vertical(lines: Sequence[str], at: int) -> Table | None:
    """Records with one field a line: psql's \\x and mysql's \\G."""
    if not _RECORD.match(lines[at]):
        return None
    end, records = at, []
    while end < len(lines):
        field = _FIELD.match(lines[end])
        if _RECORD.match(lines[end]):
            records.append(Row(end, {}))
        elif field:
            records[-1] = Row(records[-1].at, {**records[-1].cells, field["name"].lower(): field["value"]})
        else:
            break
        end += 1
    columns = tuple(dict.fromkeys(name for r in records for name in r.cells))
    return Table(at, end, columns, tuple(records))


def _separated(form: re.Pattern[str], mark: str) -> Callable[[Sequence[str], int], Table | None]:
    def table(lines: Sequence[str], at: int) -> Table | None:
        if not form.match(lines[at]):
            return None
        names = lines[at].split(mark)
        end = at + 1
        while end < len(lines) and mark in lines[end] and lines[end].count(mark) >= len(names) // 2:
            end += 1
        rows = [(n, lines[n].split(mark, len(names) - 1)) for n in range(at + 1, end)]
        return _made(at, end, names, rows)

    return table


def _made(first: int, end: int, names: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]) -> Table:
    columns = tuple(name.strip(' "').lower() for name in names)
    made = (Row(at, dict(zip(columns, (c.strip() for c in cells), strict=False))) for at, cells in rows)
    return Table(first, end, columns, tuple(made))


_SEPARATED = tuple(
    (mark, _separated(form, mark)) for form, mark in ((_PIPED, "|"), (_TABBED, " " * 8), (_COMMAS, ","))
)
