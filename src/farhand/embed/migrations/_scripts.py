"""What migration scripts say of themselves, read as syntax trees: nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

#: Files of one folder, and bytes of one file.
MOST, MOST_BYTES = 5000, 512 * 1024


def constants(path: Path, names: tuple[str, ...]) -> dict[str, Any]:
    """Those of the names that the module, or a class in it, sets to a constant, a tuple or a list of such."""
    try:
        with path.open("rb") as file:
            tree = ast.parse(file.read(MOST_BYTES))
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    return dict(
        _assigned([*tree.body, *(n for c in tree.body if isinstance(c, ast.ClassDef) for n in c.body)], names)
    )


def _assigned(body: list[ast.stmt], names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    for node in body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        for target in targets:
            if isinstance(target, ast.Name) and target.id in names and isinstance(value, ast.expr):
                try:
                    yield target.id, ast.literal_eval(value)
                except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
                    continue


def files(folder: Path) -> list[Path]:
    """The scripts of a folder; what begins with `_` or `~` is none (Django leaves these out as well)."""
    try:
        found = sorted(p for p in folder.iterdir() if p.suffix == ".py" and p.name[0] not in "_~.")
    except OSError:
        return []
    return found[:MOST]


def names(value: Any) -> tuple[str, ...]:
    """One name, several or none, as a tuple."""
    rows = value if isinstance(value, (tuple, list)) else (value,)
    return tuple(str(one) for one in rows if isinstance(one, str))
