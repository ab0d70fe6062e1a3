"""The plants: one text file per family, found by listing this folder.

    # a comment             what the family is
    %group person           secret (default), person or identifier
    == url-password         the kind of the rows that follow
    log url*: text          file, form, `*` where every tool should find it, and the text with its slots
        more text           further lines of that text, indented by four blanks

`log` is a message that some logger prints, `raw` a line of a log as it stands, all else the name of a file.
`␛` stands for the escape character and `␀` for NUL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.redaction.plant import SECRET, Issue, Plant, fill

_ROW = re.compile(r"(\S+) ([\w-]+)(\*?):(?: (.*))?")


@dataclass(frozen=True)
class Row:
    """One plant before its slots are filled."""

    kind: str
    form: str
    file: str
    easy: bool
    group: str
    template: str


@cache
def rows() -> tuple[Row, ...]:
    """All rows of all families. Raises ValueError with file and line for one that cannot be read."""
    here = Path(__file__).parent
    return tuple(row for file in sorted(here.glob("*.txt")) for row in _read(file))


def all_plants(issue: Issue) -> Iterator[Plant]:
    """Every row with fresh values in it."""
    for row in rows():
        text, secrets = fill(row.template, issue)
        name = fill(row.file, issue)
        yield Plant(row.kind, row.form, secrets + name[1], text, name[0], row.easy, row.group)


def _read(file: Path) -> Iterator[Row]:
    kind, group, row = "", SECRET, None
    for number, line in enumerate(file.read_text("utf-8").split("\n"), 1):
        line = line.replace("␛", "\x1b").replace("␀", "\0")
        if line.startswith("    ") and row:
            row = _longer(row, line[4:])
            continue
        if row:
            yield row
            row = None
        if line.startswith("== "):
            kind = line[3:]
        elif line.startswith("%group "):
            group = line[7:]
        elif line and not line.startswith("#"):
            row = _row(line, kind, group, f"{file.name}:{number}")
    if row:
        yield row


def _row(line: str, kind: str, group: str, where: str) -> Row:
    match = _ROW.fullmatch(line)
    if not match or not kind:
        raise ValueError(f"{where}: not `file form: text` under a kind: {line!r}")
    return Row(kind, match[2], match[1], bool(match[3]), group, match[4] or "")


def _longer(row: Row, line: str) -> Row:
    joined = f"{row.template}\n{line}" if row.template else line
    return Row(row.kind, row.form, row.file, row.easy, row.group, joined)
