"""The table of formats, made from the modules: `python -m tests.logs.formats.table` writes it."""

from __future__ import annotations

from pathlib import Path

from farhand.logs import formats
from farhand.logs.formats import _table

PATH = Path(_table.__file__)


def rows() -> dict[str, formats.Row]:
    return {name: formats.row(formats.form(name)) for name in formats.names()}


def written() -> str:
    head = PATH.read_text(encoding="utf-8").partition("\nTABLE")[0]
    lines = "".join(f'    "{name}": {_row(row)},\n' for name, row in rows().items())
    body = f"\nTABLE: dict[str, Row] = {{\n{lines}}}  # fmt: skip\n"
    return head + body


def _row(row: formats.Row) -> str:
    """A field a line, as the formatter would leave it."""
    return "(\n" + "".join(f"        {part!r},\n" for part in row) + "    )"


if __name__ == "__main__":
    PATH.write_text(written(), encoding="utf-8")
