"""How a person looks at the environment, and how that output is read: names, lengths and shapes only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from farhand.checks._variables import strangers
from farhand.model import Seen
from farhand.target.shapes import SAYS


def command(subject: str, settings: Mapping[str, Any]) -> str:
    """Names, lengths and shapes of the environment of this shell, or of process $PID where that is set."""
    needs = "".join(
        f"echo 'need {name}'\n" for name in settings.get("variables", ()) if re.fullmatch(r"\w+", str(name))
    )
    return f"""\
export LC_ALL=C
echo 'farhand env 1'
{needs}{{ if [ -n "$PID" ]; then cat "/proc/$PID/environ"; else env -0; fi; }} |
  head -c 262144 | tr '\\n\\000' '\\001\\n' | awk '
  {{ p = index($0, "="); if (p < 2) next; n = substr($0, 1, p - 1); v = substr($0, p + 1); s = ""
    if (v ~ /\\r/) s = s " carriage_return"
    if (v ~ /\\001$/) s = s " newline"
    if (v ~ /^\\357\\273\\277/) s = s " bom"
    if (v ~ /^[ \\t]/) s = s " leading_blank"
    if (v ~ /[ \\t]$/) s = s " trailing_blank"
    if (v ~ /^".*"$/ || v ~ /^\\047.*\\047$/) s = s " quoted"
    if (n ~ /^[A-Za-z_][A-Za-z0-9_]*$/) print "set " n " " length(v) s }}' | sort
"""


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
