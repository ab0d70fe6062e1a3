"""Variables that are defined twice, or that a file gives another value since the start.  Pure.

The probe has read the definitions itself; of a command there are lines that it printed (`_files_text`).

These name no value: of several definitions the command says which are the same, and of each whether it is
what the app has. The definitions made here hold stand-ins, which compare as the values do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Optional

from farhand.look import Definition, Environment
from farhand.model import Facts, Finding

_FILE = re.compile(r"env_file (newer|older|unknown|unreadable|missing) (.+)")
_ROW = re.compile(r"defined ([A-Za-z_]\w*) (\d{1,7}) (\d{1,7}) (same|differs|unset|unread)", re.ASCII)


@dataclass(frozen=True)
class Row:
    """One definition. `group`: equal where the values are; `word`: what it is to the app's own value."""

    name: str
    source: str
    line: int
    group: int
    word: str
    newer: bool


def rows(lines: Sequence[str]) -> Iterator[Row]:
    source, newer = "", False
    for line in lines:
        file, row = _FILE.fullmatch(line), _ROW.fullmatch(line)
        if file:
            source, newer = file[2][:300], file[1] == "newer"
        elif row and source:
            yield Row(row[1], source, int(row[2]), int(row[3]), row[4], newer)


def definitions(lines: Sequence[str]) -> tuple[Definition, ...]:
    """Every definition, in order: equal stand-ins for equal values of one file."""
    return tuple(Definition(r.name, f"{r.source} {r.group}", r.source, r.line) for r in _alone(lines))


def _alone(lines: Sequence[str]) -> Iterator[Row]:
    """Of the last file that gives a name: those of the others are meant to be overruled."""
    found = [row for row in rows(lines) if row.word != "unread"]
    last = {row.name: row.source for row in found}
    return (row for row in found if row.source == last[row.name])


def newer(lines: Sequence[str], values: Mapping[str, str]) -> tuple[Definition, ...]:
    """What a file that was changed after the start gives: the app's own value, or another."""
    last = {row.name: row for row in rows(lines)}
    return tuple(
        Definition(
            row.name, values.get(row.name, "") if row.word == "same" else "another", row.source, row.line
        )
        for row in last.values()
        if row.newer and row.word != "unread"
    )


# What is noted of them, and what it means -----------------------------------------------------------


def places(env: Optional[Environment], names: Sequence[str]) -> dict[str, Any]:
    """Of these names: `shadowed` and `stale`, each a list of rows."""
    return {
        "shadowed": _shadowed(env, names) if env else [],
        "stale": _stale(env, names) if env else [],
    }


def _shadowed(env: Environment, names: Sequence[str]) -> list[dict[str, Any]]:
    """Declared variables with several definitions whose values differ; where each stands, the winner last."""
    rows: dict[str, list[Definition]] = {}
    for row in env.definitions:
        rows.setdefault(row.name, []).append(row)
    return [
        {"name": name, "places": [f"{r.source}:{r.line}" if r.line else r.source for r in rows[name]][-10:]}
        for name in names
        if len({r.value for r in rows.get(name, ())}) > 1
    ]


def _stale(env: Environment, names: Sequence[str]) -> list[dict[str, Any]]:
    """Declared variables to which a file that was changed since the start gives another value."""
    now = {row.name: row for row in env.newer}
    return [
        {"name": n, "file": now[n].source}
        for n in names
        if n in now and "$" not in now[n].value and _bare(now[n].value) != _bare(env.values.get(n))
    ]


def _bare(value: str | None) -> str | None:
    """Without what one reader of a file takes away and another keeps."""
    return None if value is None else value.strip().strip("\"'")


def told(facts: Facts) -> set[str]:
    """Names whose several values are the fault: that one of them is empty is a part of it."""
    return {row["name"] for row in (*facts.get("stale", ()), *facts.get("shadowed", ()))}


def judge(facts: Facts) -> Iterator[Finding]:
    for row in facts.get("shadowed", ()):
        places = " and ".join(row["places"])
        yield Finding(
            "config.env_shadowed",
            0.85,
            f"{row['name']} has several values, in {places}; the last one wins",
            {
                "variable": row["name"],
                "variables": [row["name"]],
                "names": row["name"],
                "places": places,
                "source": facts.get("source", ""),
            },
        )
    stale = facts.get("stale", ())
    if stale:
        names, file = ", ".join(r["name"] for r in stale), stale[0]["file"]
        yield Finding(
            "config.env_stale",
            0.9,
            f"{file} was changed after the app had started and gives {names} another value",
            {
                "variable": stale[0]["name"],
                "variables": [r["name"] for r in stale],
                "names": names,
                "file": file,
                "source": facts.get("source", ""),
            },
        )
