"""Exceptions with their stacks, of Python, Java, Node, .NET, Ruby and Go: the innermost of each chain.

Python prints the first cause at the top of a chain, Java and .NET print it last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_PY = re.compile(r"(?:^|\s)Traceback \(most recent call last\):\s*$")
_PY_FRAME = re.compile(
    r"^\s+(?:\|\s+)?File \"(?P<file>[^\"]{1,300})\", line (?P<line>\d+)(?:, in (?P<name>\S+))?"
)
_PY_END = re.compile(r"^(?P<cls>[A-Za-z_][\w.]{2,120})(?:: (?P<text>.*))?$")
_PY_JOIN = re.compile(r"^(?:During handling of the above|The above exception was the direct cause)")
_AT = re.compile(r"^\s+at (?:async )?(?P<what>[^()\s]\S*.*)$")
_MORE = re.compile(r"^\s+\.\.\. \d+ (?:more|common frames omitted)|^\s*--- End of ")
_CAUSED = re.compile(r"^\s*(?:Wrapped by|Caused by): (?P<cls>[\w.$]+)(?:: (?P<text>.*))?$")
_NESTED = re.compile(r"^\s*---> (?P<cls>[\w.`]+): (?P<text>.*)$")
_HEAD = re.compile(
    r"(?:^|\s)(?:Exception in thread \"[^\"]{0,80}\" |Unhandled exception\. |Uncaught )?"
    r"(?P<cls>(?:[A-Za-z_$][\w$]{0,60}\.){0,12}[A-Z][\w$]{0,80}(?:Exception|Error|Throwable|Fault))(?: "
    r"\[\w+\])?(?:: (?P<text>.*))?$"
)
_RUBY = re.compile(
    r"(?P<file>[\w./-]+\.(?:rb|ru|rake)):(?P<line>\d+):in [`'](?P<name>[^']+)': (?P<text>.*) \("
    r"(?P<cls>[A-Z][\w:]+)\)\s*$"
)
_RUBY_FROM = re.compile(r"^\s+from [\w./-]+:\d+:in ")
_GO = re.compile(r"^(?:panic: |http: panic serving \S+: )(?P<text>.*)$")
_GO_FRAME = re.compile(r"^\s+(?P<file>/\S+\.go):(?P<line>\d+)")
_GOROUTINE = re.compile(r"^goroutine \d+ \[")
_PLACE = re.compile(
    r"\((?P<a>[\w$<>.-]+\.(?:java|kt|scala|groovy):\d+)\)|(?P<b>[\w@./\\:-]+\.(?:[cm]?[jt]sx?):\d+):"
    r"\d+|in (?P<c>\S+):line (?P<n>\d+)"
)
#: Frames of libraries, not of the app.
_LIBRARY = re.compile(
    r"site-packages|dist-packages|lib/python|<frozen|node_modules|node:internal|internal/"
    r"|/usr/local/go/|/pkg/mod/"
    r"|^(?:java|javax|jdk|sun|org\.springframework|org\.apache|org\.hibernate|io\.netty|System|Microsoft)\."
)


@dataclass(frozen=True)
class Thrown:
    """The innermost exception of a chain: its line, class and text, where it was thrown, how many wrap it."""

    at: int
    language: str
    cls: str
    text: str
    place: str
    code: str
    wrapped: int
    in_library: bool = False


def marks(line: str) -> bool:
    """Whether this line can only stand in a stack."""
    if ":in " in line and _RUBY.search(line):
        return True
    return any(p.search(line) for p in (_PY, _PY_FRAME, _CAUSED, _GOROUTINE)) or bool(
        _AT.match(line) and ("(" in line or re.search(r":\d+$", line))
    )


def joins(line: str) -> bool:
    return any(p.match(line) for p in (_PY_JOIN, _MORE, _NESTED, _RUBY_FROM, _GO, _GO_FRAME, _AT))


def thrown(lines: Sequence[str]) -> Iterator[Thrown]:
    """All chains in these lines."""
    yield from _python(lines)
    yield from _jvm_like(lines)
    yield from _ruby(lines)
    yield from _go(lines)


def _python(lines: Sequence[str]) -> Iterator[Thrown]:
    starts = [at for at, line in enumerate(lines) if _PY.search(line)]
    joined = False
    chain: list[Thrown] = []
    for n, start in enumerate(starts):
        stop = starts[n + 1] if n + 1 < len(starts) else len(lines)
        found = _python_block(lines, start, stop)
        if not joined and chain:
            yield _wrapped(chain[0], len(chain) - 1)
            chain = []
        chain += [found] if found else []
        joined = any(_PY_JOIN.match(line) for line in lines[start:stop])
    if chain:
        yield _wrapped(chain[0], len(chain) - 1)


def _python_block(lines: Sequence[str], start: int, stop: int) -> Thrown | None:
    """One traceback: its frames, and the line without indentation that ends it."""
    frames = []
    for at in range(start + 1, stop):
        frame = _PY_FRAME.match(lines[at])
        end = _PY_END.match(lines[at])
        if frame:
            frames.append((at, frame))
        elif end and frames:
            own = [f for f in frames if not _LIBRARY.search(f[1]["file"])] or frames
            code = " ".join(lines[i + 1].strip() for i, _ in frames[-2:] if i + 1 < at)
            place = f"{own[-1][1]['file']}:{own[-1][1]['line']}"
            last = frames[-1][1]["file"]
            inside = "site-packages" in last or "dist-packages" in last
            return Thrown(at, "python", end["cls"], end["text"] or "", place, f"{last} {code}", 0, inside)
    return None


def _wrapped(one: Thrown, by: int) -> Thrown:
    return Thrown(one.at, one.language, one.cls, one.text, one.place, one.code, by, one.in_library)


def _jvm_like(lines: Sequence[str]) -> Iterator[Thrown]:
    """Java, Node and .NET: a head, frames that begin with `at`, and causes below."""
    at = 0
    while at < len(lines):
        below = lines[at + 1] if at + 1 < len(lines) else ""
        follows = (_AT.match(below) or _NESTED.match(below)) and not _CAUSED.match(lines[at])
        if follows and _HEAD.search(lines[at]):
            end = at + 1
            while end < len(lines) and _belongs(lines[end]):
                end += 1
            yield _chain(lines, at, end)
            at = end
        else:
            at += 1


def _belongs(line: str) -> bool:
    return any(p.match(line) for p in (_AT, _MORE, _CAUSED, _NESTED)) or "[cause]:" in line


def _chain(lines: Sequence[str], begin: int, end: int) -> Thrown:
    first = _HEAD.search(lines[begin])
    heads = [(begin, first)] if first else []
    heads += [
        (n, m) for n in range(begin + 1, end) if (m := _CAUSED.match(lines[n]) or _NESTED.match(lines[n]))
    ]
    at, last = heads[-1]
    frames = [m["what"] for line in lines[at + 1 : end] if (m := _AT.match(line))]
    own = next(
        (f for f in frames if not _LIBRARY.search(f) and _PLACE.search(f)), frames[0] if frames else ""
    )
    place = _PLACE.search(own)
    where = (place["a"] or place["b"] or f"{place['c']}:{place['n']}") if place else own.split("(")[0]
    language = "node" if re.search(r"\.[cm]?[jt]sx?:\d+:\d+|node:", " ".join(frames[:5])) else "jvm"
    caused = any("[cause]:" in line for line in lines[begin:end])
    return Thrown(at, language, last["cls"], last["text"] or "", where, "", len(heads) - 1 + caused)


def _ruby(lines: Sequence[str]) -> Iterator[Thrown]:
    for at, line in enumerate(lines):
        found = _RUBY.search(line) if ":in " in line else None
        if found:
            yield Thrown(
                at, "ruby", found["cls"], found["text"], f"{found['file']}:{found['line']}", found["name"], 0
            )


def _go(lines: Sequence[str]) -> Iterator[Thrown]:
    for at, line in enumerate(lines):
        found = _GO.match(line)
        if found and any(_GOROUTINE.match(x) for x in lines[at + 1 : at + 6]):
            frames = [m for x in lines[at + 1 : at + 40] if (m := _GO_FRAME.match(x))]
            own = next((m for m in frames if not _LIBRARY.search(m["file"])), None)
            yield Thrown(
                at, "go", "panic", found["text"], f"{own['file']}:{own['line']}" if own else "", "", 0
            )
