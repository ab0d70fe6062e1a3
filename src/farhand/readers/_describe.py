"""The text of `kubectl describe` in its parts: objects, their fields, containers and events.

Pasted describes lose their indentation, their head or their tail; so fields are told by their key, not by
their depth, and a piece that begins in the middle is an object without a name.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from farhand.model import nothing
from farhand.readers import _kube

#: A line of `Key: value`; keys of describe begin with a capital, a digit in a container's name does not.
_FIELD = re.compile(r"(?P<pad>\s*)(?P<key>[\w][\w /().*-]{0,60}?):(?:\s+(?P<value>\S.*))?$")
_STARTS = re.compile(
    r"Name:\s+\S|(?:Init )?Containers:\s*$|\s*State:\s+(?:Waiting|Running|Terminated)\b"
    r"|\s*Last State:\s+(?:Waiting|Terminated)\b|Events:(?:\s*$|\s+<none>)"
    r"|\s*(?:Type\s+Reason\s+Age|FirstSeen\s+LastSeen|LastSeen\s+FirstSeen)"
)
_HEADS = re.compile(
    r"(?:Namespace|Labels|Roles|Priority|Annotations|Node|Service Account|IP|Selector|Type"
    r"|CreationTimestamp):"
)
_PROMPT = re.compile(r"\S{0,60}[$#%❯➜] |\[\S+@|PS [A-Z]:|```|kubectl |NAME  |#{1,4} ")
_TABLE_END = re.compile(r"[A-Z][\w ]+:|\s*$")
_VARIABLE = re.compile(r"\s+([A-Za-z_][\w.]*):\s+([^\s<].*)$")
_NAME = re.compile(r"\s+([A-Za-z_][\w.]*):\s+\S")
_CONDITION = re.compile(r"\s*(?P<type>[A-Z][A-Za-z]+)\s+(?P<status>True|False|Unknown)(?:\s+(?P<rest>.*))?$")


@dataclass(frozen=True)
class Container:
    """A container's fields: `State`, `State Reason`, `Last Exit Code`, `Ready`, ... with the line of each."""

    name: str
    init: bool
    fields: Mapping[str, tuple[int, str]]

    def get(self, key: str) -> str:
        return self.fields.get(key, (0, ""))[1]

    def at(self, *keys: str) -> int:
        return next((self.fields[k][0] for k in keys if k in self.fields), 0)


@dataclass(frozen=True)
class Described:
    """One object. `conditions` are type -> (line, status, rest of the row)."""

    name: str
    first: int
    last: int
    fields: Mapping[str, tuple[int, str]] = field(default_factory=nothing)
    containers: tuple[Container, ...] = ()
    conditions: Mapping[str, tuple[int, str, str]] = field(default_factory=nothing)
    events: tuple[_kube.Event, ...] = ()
    lines: Sequence[str] = ()

    def get(self, key: str) -> str:
        return self.fields.get(key, (0, ""))[1]


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Runs of lines that are one or more described objects, or pieces of one."""
    at = 0
    while at < len(lines):
        if _begins(lines, at):
            end = _end(lines, at)
            yield at, end
            at = end
        else:
            at += 1


def _begins(lines: Sequence[str], at: int) -> bool:
    line = lines[at]
    if not (":" in line or "Type" in line or "Seen" in line) or not _STARTS.match(line):
        return False
    if line.startswith("Name:"):
        return any(_HEADS.match(later) for later in lines[at + 1 : at + 8])
    return True


def _end(lines: Sequence[str], begin: int) -> int:
    """Where the text stops to look like a describe: a prompt, or two lines of another kind."""
    last, strange = begin, 0
    for at in range(begin + 1, len(lines)):
        line = lines[at]
        if _PROMPT.match(line):
            break
        if not line.strip():
            continue
        known = (
            line[0] == " " or _FIELD.match(line) or _kube.is_event(line) or line.startswith(("-", "Type "))
        )
        strange = 0 if known else strange + 1
        if strange > 1:
            break
        last = at if known else last
    return last + 1


def parse(lines: Sequence[str]) -> Iterator[Described]:
    starts = [at for at, line in enumerate(lines) if line.startswith("Name:")]
    starts = starts if starts and starts[0] == 0 else [0, *starts]
    for begin, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield _object(lines[begin:end], begin)


def _object(lines: Sequence[str], first: int) -> Described:
    fields: dict[str, tuple[int, str]] = {}
    for at, line in enumerate(lines):
        found = _FIELD.match(line)
        if found and not found["pad"]:
            fields.setdefault(found["key"], (first + at, found["value"] or ""))
    name = fields.get("Name", (0, ""))[1]
    rows = tuple(_kube.events(lines, name, first))
    containers = tuple(_containers(lines, first))
    last = first + max((at for at, line in enumerate(lines) if line.strip()), default=0)
    return Described(name, first, last, fields, containers, _conditions(lines, first), rows, lines)


def _containers(lines: Sequence[str], first: int) -> Iterator[Container]:
    """Containers by the line that names them; without one, each `State:` that comes again begins another."""
    name, init, prefix = "", False, ""
    held: dict[str, tuple[int, str]] = {}
    for at, line in enumerate(lines):
        if line.startswith(("Conditions:", "Volumes:", "Events:", "QoS Class:")):
            break
        found = _FIELD.match(line)
        if not found:
            continue
        key, value = found["key"], found["value"] or ""
        if key in ("Containers", "Init Containers") or (not value and _names(lines, at)):
            if held.get("State") or held.get("Last"):
                yield Container(name, init, held)
            init = key == "Init Containers" if key.endswith("Containers") else init
            name, held, prefix = ("" if key.endswith("Containers") else key), {}, ""
        elif key in ("State", "Last State"):
            prefix = key.removesuffix(" State")
            held[prefix] = (first + at, value)
        elif prefix and key in ("Reason", "Exit Code", "Message", "Signal"):
            held.setdefault(f"{prefix} {key}", (first + at, value or _next(lines, at)))
        elif key in ("Ready", "Restart Count", "memory", "Liveness", "Readiness", "Startup"):
            held.setdefault(key, (first + at, value))
            prefix = ""
    if held.get("State") or held.get("Last"):
        yield Container(name, init, held)


def environment(lines: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Line, name and value of the variables that stand in clear text."""
    pad = -1
    for at, line in enumerate(lines):
        deep = len(line) - len(line.lstrip())
        if line.strip() in ("Environment:", "Environment Variables:"):
            pad = deep
        elif pad >= 0 and deep > pad and (found := _VARIABLE.match(line)):
            yield at, found[1], found[2]
        elif deep <= pad:
            pad = -1


def doubles(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """First line, second line and name of the variables that stand twice in one container, shown or not."""
    pad, seen = -1, dict[str, int]()
    for at, line in enumerate(lines):
        deep = len(line) - len(line.lstrip())
        if line.strip() in ("Environment:", "Environment Variables:"):
            pad, seen = deep, {}
        elif pad >= 0 and deep > pad and (found := _NAME.match(line)):
            if found[1] in seen:
                yield seen[found[1]], at, found[1]
            seen.setdefault(found[1], at)
        elif deep <= pad:
            pad = -1


def labels(thing: Described) -> Mapping[str, str]:
    """The labels of an object; the first stands behind the key, the others below it."""
    at, first = thing.fields.get("Labels", (thing.first, ""))
    rest = thing.lines[at - thing.first + 1 :]
    rows = [first, *itertools.takewhile(lambda row: row.startswith("  ") and "=" in row, rest)]
    pairs = (row.strip().partition("=") for row in rows if "=" in row)
    return {key: value for key, _, value in pairs}


def wanted(selector: str) -> Mapping[str, str]:
    """`app=web,tier=a` or its form of several lines as pairs; empty for `<none>`."""
    pairs = (part.strip().partition("=") for part in selector.split(",") if "=" in part)
    return {key: value for key, _, value in pairs}


def _names(lines: Sequence[str], at: int) -> bool:
    """A container's name is a line of its own before its id or image."""
    return any(re.match(r"\s*(?:Container ID|Image):", line) for line in lines[at + 1 : at + 3])


def _next(lines: Sequence[str], at: int) -> str:
    return lines[at + 1].strip() if at + 1 < len(lines) else ""


def _conditions(lines: Sequence[str], first: int) -> dict[str, tuple[int, str, str]]:
    begin = next((at for at, line in enumerate(lines) if line.strip() == "Conditions:"), None)
    rows: dict[str, tuple[int, str, str]] = {}
    for at in range(begin + 1 if begin is not None else len(lines), len(lines)):
        if lines[at][:1].isalpha() and _TABLE_END.match(lines[at]):
            break
        row = _CONDITION.match(lines[at])
        if row:
            rows[row["type"]] = (first + at, row["status"], row["rest"] or "")
    return rows
