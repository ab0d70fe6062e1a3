"""On which line does a table or key of a TOML file stand? The standard parser does not tell.  Pure.

A scan, not a second parser: the document has been parsed already, so that only names, brackets and
quotes need to be followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Path = tuple[str, ...]

_KEY = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*""")
_TOKENS = re.compile(
    r'"""(?:[^\\]|\\.)*?(?:"""|\Z)|'
    r"'''.*?(?:'''|\Z)|"
    r'"(?:[^"\\\n]|\\.)*"|'
    r"'[^'\n]*'|#[^\n]*|[\[\]{}]|\n",
    re.DOTALL,
)


def positions(text: str) -> dict[Path, int]:
    """Line (from 1) of each table and key by its path; the first where one stands several times."""
    found: dict[Path, int] = {}
    table: Path = ()
    for number, statement in _statements(text):
        head = statement.strip()
        if head.startswith("["):
            table = _names(head.lstrip("["))[0]
            _note(found, table, number)
        else:
            key, rest = _names(head)
            if key:
                _note(found, (*table, *key), number)
                _inside(found, (*table, *key), rest.lstrip("= \t"), number)
    return found


def line_of(found: dict[Path, int], path: Path) -> int:
    """The line of a path, or of the nearest table around it; 0 where nothing is known."""
    while path:
        if path in found:
            return found[path]
        path = path[:-1]
    return 0


def _note(found: dict[Path, int], path: Path, number: int) -> None:
    for end in range(1, len(path) + 1):
        found.setdefault(path[:end], number)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """(line, text) of each statement; one that goes over several lines comes as a whole."""
    begin, start, line, depth = 1, 0, 1, 0
    for token in _TOKENS.finditer(text):
        word = token.group()
        line += word.count("\n")
        if word in ("[", "{"):
            depth += 1
        elif word in ("]", "}"):
            depth -= 1
        elif word == "\n" and depth <= 0:
            yield begin, text[start : token.start()]
            begin, start, depth = line, token.end(), 0
    yield begin, text[start:]


def _names(text: str) -> tuple[Path, str]:
    """The dotted key at the begin of a text, and what follows it."""
    names, at = [], 0
    while match := _KEY.match(text, at):
        names.append(next(group for group in match.groups() if group is not None))
        at = match.end()
        if text[at : at + 1] != ".":
            break
        at += 1
    return tuple(names), text[at:]


def _inside(found: dict[Path, int], path: Path, rest: str, number: int) -> None:
    """Keys of an inline table, all on the line of the table."""
    if not rest.startswith("{"):
        return
    for match in re.finditer(r"""[{,]\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*=""", rest[:4000]):
        name = next(group for group in match.groups() if group is not None)
        found.setdefault((*path, name), number)
