"""Python files: string literals that look like SQL. The code is parsed and never run.

What an f-string or `format` puts in is unknown: it is taken for a name, and what then is no SQL is passed
over.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator

from farhand.mirror.sql.model import Piece

SUFFIXES = (".py",)
#: The first words of a statement, and something after them.
_SQL = re.compile(
    r"\s*(?:--[^\n]*\n\s*)*(?:select|insert\s+into|update|delete\s+from|with|merge\s+into|create|alter|drop|truncate|grant"
    r"|revoke|set|show|copy|explain|vacuum|refresh|call|do|comment\s+on|lock|reindex|listen|values)\b[\s(]*\S",
    re.IGNORECASE,
)
_BRACES = re.compile(r"\{\w*\}")
_HOLE = "hole_"


def pieces(text: str, source: str) -> Iterator[Piece]:
    """One for each literal; nothing for a file that is no Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of invalid escapes: they are the file's own business
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    parts = _parts_and_docstrings(tree)
    for node in _all(tree):
        if id(node) not in parts and (said := _said(node)) and _SQL.match(said):
            yield Piece(source, getattr(node, "lineno", 1), _BRACES.sub(_HOLE, said), sure=False)


def _all(tree: ast.AST) -> Iterator[ast.AST]:
    return ast.walk(tree)


def _parts_and_docstrings(tree: ast.AST) -> set[int]:
    """Literals that are parts of another one, or text for people."""
    found: set[int] = set()
    for node in _all(tree):
        if isinstance(node, ast.JoinedStr):
            found.update(id(one) for one in node.values)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(id(node.value))
    return found


def _said(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_literal(one) for one in node.values)
    return ""


def _literal(part: ast.expr) -> str:
    return part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else _HOLE
