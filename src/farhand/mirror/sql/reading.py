"""Text to statements, by PostgreSQL's own parser.

What would exhaust the parser's stack is refused before it: the library does not survive it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from farhand.errors import Mistake
from farhand.mirror.sql.nodes import Node

#: Of one statement. Longer ones are dumps of data; the schema of an app is in shorter ones.
LONGEST = 1 << 20
#: So many operators, brackets and words that nest may stand in one statement. The library, which writes its
#: tree by recursion, ends the process at some thirty thousand levels.
DEEPEST = 8000
_LEVELS = re.compile(
    r"[-+*/<>=~!@#%^&|`?]+|[(\[]|::"
    r"|\b(?:not|union|except|intersect|case|select|join|is|isnull|notnull|collate|at|i?like|similar|in|between)\b",
    re.IGNORECASE,
)
#: What a semicolon does not end, and semicolons.
_ENDS = re.compile(
    r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*(?:.*?\*/|.*\Z)|(?P<tag>\$\w*\$)(?:.*?(?P=tag)|.*\Z)|(?P<end>;)""",
    re.DOTALL,
)
_ATOMIC = re.compile(r"\bbegin\s+atomic\b", re.IGNORECASE)


@dataclass(frozen=True)
class Statement:
    """`tree` is None where it could not be read, and `why` says why; `line` counts from 1 in the source."""

    text: str
    line: int
    tree: Node | None
    why: str = ""


def parser() -> Any:
    """The library. Raises Mistake where it is not installed."""
    try:
        import postgast
    except ImportError:
        raise Mistake(
            "the app's SQL is read by PostgreSQL's own parser, which is not installed; "
            "install it with: pip install 'farhand[mirror]'"
        ) from None
    _any_depth()
    return postgast


@cache
def _any_depth() -> None:
    """By itself protobuf's decoder takes a hundred levels, which a chain of fifty terms has.

    Only its C part has this switch, and it has no public name; without it such statements are told as unread.
    """
    try:
        from google._upb._message import SetAllowOversizeProtos
    except ImportError:
        return
    SetAllowOversizeProtos(True)


def statements(text: str, line: int = 1) -> list[Statement]:
    """All statements of a text; a broken one does not hide the others. Raises Mistake (no parser)."""
    library, text = parser(), text.replace("\0", " ")
    return [_read(library, part, line + above) for part, above in _split(library, text)]


def _split(library: Any, text: str) -> Iterator[tuple[str, int]]:
    """Statements with the number of lines before each."""
    above = reached = 0
    for part, start in _parts(library, text):
        bare = part.lstrip()
        begin = start + len(part) - len(bare)
        above, reached = above + text.count("\n", reached, begin), begin
        if bare:
            yield bare, above


def _parts(library: Any, text: str) -> Iterator[tuple[str, int]]:
    """Parts and where they start. What is left out between statements, because it is none, is a part, too."""
    reached = 0
    for part in _statements(library, text):
        start = text.index(part, reached)
        yield text[reached:start].replace(";", " "), reached
        yield part, start
        reached = start + len(part)
    yield text[reached:].replace(";", " "), reached


def _statements(library: Any, text: str) -> list[str]:
    # Only the grammar knows that what stands between BEGIN ATOMIC and END is one statement.
    method = "parser" if _ATOMIC.search(text) and not too_much(text) else "scanner"
    try:
        return list(library.split(text, method=method))
    except (library.PgQueryError, UnicodeError):
        ends = [found.start() for found in _ENDS.finditer(text) if found["end"]]
        return [text[a:b] for a, b in pairwise([0, *(end + 1 for end in ends), len(text)])]


def _read(library: Any, text: str, line: int) -> Statement:
    why = too_much(text)
    if why:
        return Statement(text[:2000], line, None, why)
    try:
        stmts = library.parse(text).stmts
    except library.PgQueryError as error:
        return Statement(text, line, None, str(error)[:300])
    except Exception as error:  # protobuf's DecodeError has no stable home
        return Statement(text, line, None, f"nested too deeply ({type(error).__name__})")
    return Statement(text, line, _node(stmts[0].stmt) if stmts else None)


def too_much(text: str) -> str:
    """Why a statement is not given to the parser; empty where it may be."""
    if len(text) > LONGEST:
        return f"longer than {LONGEST} characters"
    if sum(1 for _ in _LEVELS.finditer(text)) > DEEPEST:
        return f"more than {DEEPEST} operators and brackets"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "it is no text"
    return ""


def _node(top: Any) -> Node:
    """A message of the parser as a node, and all below it, without recursion."""
    waiting: list[tuple[Any, dict[str, Any]]] = []

    def begun(field: Any, value: Any) -> Any:
        if field is not None and field.message_type is None:
            return _plain(field, value)
        message, fields = _unwrapped(value), dict[str, Any]()
        if message is None:
            return Node("Empty", {})
        waiting.append((message, fields))
        return Node(message.DESCRIPTOR.name, fields)

    made: Node = begun(None, top)
    while waiting:
        message, fields = waiting.pop()
        for field, value in message.ListFields():
            many = isinstance(value, Sequence) and not isinstance(value, str | bytes)
            fields[field.name] = tuple(begun(field, one) for one in value) if many else begun(field, value)
    return made


def _unwrapped(message: Any) -> Any:
    """`Node` only says which kind of node is in it."""
    if message.DESCRIPTOR.name != "Node":
        return message
    inner = message.WhichOneof("node")
    return getattr(message, inner) if inner else None


def _plain(field: Any, value: Any) -> Any:
    if field.enum_type is None:
        return value
    known = field.enum_type.values_by_number.get(value)
    return known.name if known else str(value)
