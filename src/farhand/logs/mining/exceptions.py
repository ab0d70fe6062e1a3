"""The type and the place of the exception in the lines after a record's first."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

#: Bytes of a record that are looked at: the end of a Python traceback matters, the beginning of a Java one.
_LOOKED = 64_000
_LONG = 200

# Python prints the innermost frame last, and the exception after it (library: traceback).
_PY_FRAME = re.compile(rb'^[ |+]*File "([^"\n]+)", line (\d+)(?:, in ([^\n]+))?', re.M)
_PY_TYPE = re.compile(rb"^[ |]*((?:[A-Za-z_]\w*\.)*[A-Z]\w*|[a-z_]\w*\.[\w.]*)(?:: |:?\s*$)", re.M)
_BLANKS = (b" ", b"\t")
_PY_BEGIN = b"Traceback (most recent call last)"
# Java prints the outermost exception first and its causes after it (java.lang.Throwable.printStackTrace).
_JAVA_TYPE = re.compile(
    rb"^(?:Caused by: |Exception in thread [^\n]*? )?((?:[\w$]+\.)+[A-Z][\w$]*)(?=:|\s*$)", re.M
)
_JAVA_FRAME = re.compile(rb"^[ \t]+at ([\w$.<>/]+)\(([^)\n]*)\)", re.M)
# Node prints `Type: text`, then `at function (file:line:column)`.
_NODE = re.compile(
    rb"^(\w*(?:Error|Exception)\w*)(?: \[\w+\])?(?:: [^\n]*)?"
    rb"\n[ \t]+at (?:([^\n(]+) \()?([^\n)]+?):(\d+):\d+\)?",
    re.M,
)
# Go prints `panic: text`, then goroutines with a function and, below it, its file.
_GO = re.compile(rb"^(?:panic|fatal error): ")
_GO_FRAME = re.compile(rb"^([\w./*()-]+)\([^\n]*\)\n\t([^\n:]+\.go):(\d+)", re.M)


def exception_of(text: bytes) -> tuple[str, str] | None:
    """(type, place) of the exception in a whole record, or None; the place is "" where none is told."""
    found = _python(text) or _node(text) or _java(text) or _go(text)
    return (_text(found[0]), _text(found[1])) if found else None


def _text(raw: bytes) -> str:
    return raw[:_LONG].decode("utf-8", "replace")


def _python(text: bytes) -> tuple[bytes, bytes] | None:
    begin = text.find(_PY_BEGIN)
    if begin < 0:
        return None
    at = max(begin, text.rfind(b'File "', begin))
    frame = _PY_FRAME.match(text, text.rfind(b"\n", begin, at) + 1) if at > begin else None
    at = text.find(b"\n", at)
    while at >= 0 and text[at + 1 : at + 2] in _BLANKS:  # the source of the frame, and marks below it
        at = text.find(b"\n", at + 1)
    kind = _PY_TYPE.search(text, at + 1) if at >= 0 else None
    return (kind[1] if kind else b"?"), (_python_place(frame) if frame else b"")


def _python_place(frame: re.Match[bytes]) -> bytes:
    return frame[1] + b":" + frame[2] + (b" in " + frame[3].strip() if frame[3] else b"")


def _java(text: bytes) -> tuple[bytes, bytes] | None:
    head = text[:_LOOKED]
    frame = _JAVA_FRAME.search(head)
    if not frame:
        return None
    kinds = list(_JAVA_TYPE.finditer(head))
    causes = [m for m in kinds if m[0].startswith(b"Caused by")]
    kind = causes[-1] if causes else kinds[0] if kinds else None
    place = _JAVA_FRAME.search(head, kind.end()) if kind else frame
    return (kind[1] if kind else b"?"), _java_place(place or frame)


def _java_place(frame: re.Match[bytes]) -> bytes:
    return frame[2] + b" in " + frame[1]


def _node(text: bytes) -> tuple[bytes, bytes] | None:
    match = _NODE.search(text[:_LOOKED])
    if not match:
        return None
    function = b" in " + match[2] if match[2] else b""
    return match[1], match[3] + b":" + match[4] + function


def _go(text: bytes) -> tuple[bytes, bytes] | None:
    begin = next(_panics(text[:_LOOKED]), None)
    if begin is None:
        return None
    frame = _GO_FRAME.search(text[:_LOOKED], begin)
    return b"panic", (frame[2] + b":" + frame[3] + b" in " + frame[1] if frame else b"")


def _panics(text: bytes) -> Iterator[int]:
    at = 0
    for line in text.split(b"\n"):
        if _GO.match(line):
            yield at
        at += len(line) + 1


#: What is left of (type, place) at each step: without the line, without the place, one for all.
def coarser(key: tuple[str, str], step: int) -> tuple[str, str]:
    if step == 0:
        return key
    if step == 1:
        return key[0], key[1].partition(" in ")[0].rpartition(":")[0]
    return (key[0], "") if step == 2 else ("", "")
