"""SHOW SLAVE STATUS and SHOW REPLICA STATUS with \\G: whether both threads run, and how far behind they
are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.readers import Sign
from farhand.readers._tables import number

#: Seconds that a replica may be behind.
_BEHIND, _FAR_BEHIND = 60.0, 600.0
_KNOWN = re.compile(
    r"\s*(?P<name>(?:Slave|Replica)_(?:IO|SQL)_(?:Running|State)|Seconds_Behind_(?:Master|Source)|"
    r"Last_(?:IO_|SQL_)?Err(?:or|no)|(?:Master|Source)_Host|SQL_Delay): ?(?P<value>.*)$"
)
_NEAR = 30
_ERRNO = re.compile(r"\((?P<n>\d{2,3}) \"|\((?P<m>\d{2,3})\)$")


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """A status tells at least whether a thread runs; a lone `Last_SQL_Error` is left to the signatures."""
    begin = end = -1
    runs = False
    for at, line in enumerate(lines):
        field = _KNOWN.match(line) if ":" in line else None
        if field:
            if begin >= 0 and at - end > _NEAR:
                if runs:
                    yield begin, end
                begin, runs = -1, False
            begin, end = (at if begin < 0 else begin), at + 1
            runs = runs or field["name"].endswith("_Running")
    if begin >= 0 and runs:
        yield begin, end


def signs(lines: Sequence[str]) -> Iterator[Sign]:
    told: dict[str, tuple[int, str]] = {}
    for at, line in enumerate(lines):
        field = _KNOWN.match(line) if ":" in line else None
        if field:
            name = field["name"].replace("Replica_", "Slave_").replace("Source", "Master")
            told.setdefault(name, (at, field["value"].strip()))
    stopped = [
        name
        for name in ("Slave_IO_Running", "Slave_SQL_Running")
        if _value(told, name) in ("No", "Connecting")
    ]
    if stopped:
        yield _stopped(told, stopped)
        yield from _reason(told)
    elif "Seconds_Behind_Master" in told:
        yield from _behind(told)


def _value(told: dict[str, tuple[int, str]], name: str) -> str:
    return told[name][1] if name in told else ""


def _stopped(told: dict[str, tuple[int, str]], stopped: Sequence[str]) -> Sign:
    at, state = told[stopped[0]]
    why = f"the replica does not follow: {stopped[0]} is {state}"
    error = next((v for n in ("Last_IO_Error", "Last_SQL_Error", "Last_Error") if (v := _value(told, n))), "")
    why += f" ({error[:120]})" if error else ""
    both_off = len(stopped) == 2 and not error
    return Sign(at, "db.replication", 0.7 if both_off else 0.88, why, _value(told, "Master_Host") or "mysql")


def _reason(told: dict[str, tuple[int, str]]) -> Iterator[Sign]:
    """The numbers in the replica's own errors, for the signatures of these numbers."""
    for name in ("Last_IO_Errno", "Last_SQL_Errno"):
        at, value = told.get(name, (0, ""))
        if value.isdigit() and value != "0":
            yield Sign(at, facts={"mysql": int(value)}, why=f"{name} is {value}")
    at, error = told.get("Last_IO_Error", (0, ""))
    found = _ERRNO.search(error)
    if found:
        yield Sign(at, facts={"errno": int(found["n"] or found["m"])}, why=f"Last_IO_Error: {error[:120]}")


def _behind(told: dict[str, tuple[int, str]]) -> Iterator[Sign]:
    at, value = told["Seconds_Behind_Master"]
    lag, delay = number(value), number(_value(told, "SQL_Delay")) or 0.0
    if lag is None:
        return
    if lag - delay >= _BEHIND:
        weight = 0.8 if lag - delay >= _FAR_BEHIND else 0.6
        yield Sign(at, "db.replication", weight, f"the replica is {lag:.0f} s behind", "mysql")
    elif _value(told, "Slave_IO_Running") == _value(told, "Slave_SQL_Running") == "Yes":
        yield Sign(at, healthy=f"the replica runs and is {lag:.0f} s behind", subject="mysql")
