"""Lists of Kubernetes objects as JSON, cut into parts that a reader can take in as a whole.  Pure.

`kubectl` prints one line per value, each level indented alike; so the places of the items are found by
their indentation, without parsing megabytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

#: Characters of one part; its head names the list's kind, which its items do not repeat.
PART = 300_000
_KIND = re.compile(r"\s*\"kind\": \"(?P<kind>\w+)\",?$")
_ITEMS = re.compile(r"\s*\"items\": \[$")
_START = re.compile(r"==== START (?P<what>logs for container .{1,300}) ====$")


def parts(text: str) -> Iterator[tuple[str, str]]:
    """The documents and logs of a dump, one after the other; long lists in several parts."""
    for label, lines in _pieces(text.split("\n")):
        if label or sum(map(len, lines)) <= PART:
            yield label or _kind(lines), "\n".join(lines)
        else:
            yield from _of_list(lines)


def _pieces(lines: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Label and lines of each log, and of each document (no label)."""
    begin, label = 0, ""
    for at, line in enumerate(lines):
        started = _START.match(line)
        if started or (line == "{" and not label):
            if at > begin:
                yield label, lines[begin:at]
            begin, label = at, started["what"] if started else ""
        elif label and line.startswith("==== END logs"):
            yield label, lines[begin : at + 1]
            begin, label = at + 1, ""
    if begin < len(lines):
        yield label, lines[begin:]


def _kind(lines: Sequence[str]) -> str:
    return next((m["kind"] for line in lines[:20] if (m := _KIND.match(line))), "text")


def _of_list(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The items of one list, as many in a part as fit."""
    start = next((at for at, line in enumerate(lines[:40]) if _ITEMS.match(line)), None)
    if start is None or start + 1 >= len(lines):
        yield _kind(lines), "\n".join(lines)
        return
    pad = lines[start + 1][: len(lines[start + 1]) - len(lines[start + 1].lstrip())]
    kind, number, size = _kind(lines), 1, 0
    held: list[Sequence[str]] = []
    for item in _items(lines[start + 1 :], pad):
        length = sum(map(len, item))
        if held and size + length > PART:
            yield f"{kind} {number}", _as_list(kind, held)
            number, held, size = number + 1, [], 0
        held.append(item)
        size += length
    if held:
        yield f"{kind} {number}", _as_list(kind, held)


def _items(lines: Sequence[str], pad: str) -> Iterator[Sequence[str]]:
    begin = 0
    for at, line in enumerate(lines):
        if line == f"{pad}{{":
            begin = at
        elif line in (f"{pad}}}", f"{pad}}},"):
            yield lines[begin : at + 1]


def _as_list(kind: str, items: Sequence[Sequence[str]]) -> str:
    bodies = ["\n".join([*item[:-1], item[-1].rstrip(",")]) for item in items]
    head = f'{{\n    "kind": "{kind}",\n    "apiVersion": "v1",\n    "items": [\n'
    return head + ",\n".join(bodies) + "\n    ]\n}\n"
