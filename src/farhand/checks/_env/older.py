"""What the `env` command of earlier kits printed, as facts: names, lengths and shapes only.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from farhand.checks._variables import strangers
from farhand.model import Seen
from farhand.target.shapes import SAYS


def read(text: str) -> Iterator[Seen]:
    """The output of `command`: `need NAME` lines, then `set NAME LENGTH SHAPE...` lines."""
    rows = [line.split() for line in text.splitlines()]
    needs = [row[1] for row in rows if len(row) == 2 and row[0] == "need"]
    there = {row[1]: row for row in rows if len(row) >= 3 and row[0] == "set" and row[2].isdigit()}
    if not there:
        yield Seen(
            "env", {"declared": needs}, unknown="the pasted text holds no line of the form: set NAME LENGTH"
        )
        return
    yield Seen(
        "env",
        {
            "source": "the pasted output",
            "variables": [_pasted(name, there.get(name)) for name in dict.fromkeys([*needs])],
            "strangers": [
                {"name": name, "like": ["url", "int", "float", "bool", "port", "duration", "json"]}
                for name, _ in strangers(dict.fromkeys(there, "x"), needs)
            ],
        },
    )


def _pasted(name: str, row: Sequence[str] | None) -> dict[str, Any]:
    found = [{"code": code, "says": f"{name} {SAYS[code]}"} for code in (row or ())[3:] if code in SAYS]
    return {
        "name": name,
        "required": True,
        "set": row is not None,
        "length": int(row[2]) if row else 0,
        "problems": found,
    }
