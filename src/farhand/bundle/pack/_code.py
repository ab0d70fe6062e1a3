"""What the code itself can do, read from its source: which files call what.

A text about a program can be wrong; a list of the places where it opens sockets, starts programs or writes
files is found in the program.
"""

from __future__ import annotations

import ast
import hashlib
import sys
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from pathlib import Path

import farhand

ROOT = Path(farhand.__file__).parent


def sources() -> list[Path]:
    """Every source file of this Farhand, and every table it reads; empty inside a zip file."""
    found = (p for kind in ("*.py", "*.toml", "*.sh", "*.html") for p in ROOT.rglob(kind))
    return sorted(p for p in found if "__pycache__" not in p.parts)


def digest() -> str:
    """SHA-256 over the names and contents of all sources: which code a pack speaks of."""
    total = hashlib.sha256()
    for path in sources():
        total.update(f"{path.relative_to(ROOT).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return total.hexdigest()


def purpose(text: str) -> str:
    """The first sentence line of a source's docstring."""
    try:
        told = ast.get_docstring(ast.parse(text)) or ""
    except (SyntaxError, ValueError, RecursionError):
        return ""
    return told.partition("\n")[0]


@cache
def callers(doors: tuple[str, ...]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """(file, what it is for, which of the doors) for each source that calls one, such as `socket.socket`.

    A class that is made of one counts too. A door that begins with `.` is a method of any object, such as
    `.write_text`; one that ends in `(w)` counts only where it opens for writing, or may do so.
    """
    tails = {door.rpartition(".")[2].partition("(")[0] for door in doors}
    found = []
    for path in sources():
        text = path.read_text("utf-8") if path.suffix == ".py" else ""
        if any(f"{tail}{end}" in text for tail in tails for end in "(),"):  # a call, or a base of a class
            used = sorted(set(_used(ast.parse(text), doors)))
            if used:
                found.append((path.relative_to(ROOT).as_posix(), purpose(text), tuple(used)))
    return tuple(found)


def _used(tree: ast.AST, doors: Collection[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield from (name for name in map(_dotted, node.bases) if name in doors)
        elif isinstance(node, ast.Call):
            name = _dotted(node.func)
            method = "." + name.rpartition(".")[2]
            if name in doors:
                yield name
            elif method in doors and "." in name:
                yield method
            elif f"{name}(w)" in doors and _may_write(name, node):
                yield f"{name} for writing"
            elif ".open(w)" in doors and method == ".open" and _mode_writes(node.args[:1]):
                yield ".open for writing"


def _dotted(node: ast.expr) -> str:
    """`os.open` as it is written; what is not a name stands as `?`: `?.write_text`."""
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def _may_write(name: str, call: ast.Call) -> bool:
    """`open` with a mode that writes, `os.open` with flags to write; also what is not written out."""
    if name == "os.open":
        return "O_RDONLY" not in ast.unparse(call) and "O_DIRECTORY" not in ast.unparse(call)
    modes = [k.value for k in call.keywords if k.arg == "mode"] or call.args[1:2]
    return _mode_writes(modes) or any(not isinstance(mode, ast.Constant) for mode in modes)


def _mode_writes(modes: Sequence[ast.expr]) -> bool:
    texts = [m.value for m in modes if isinstance(m, ast.Constant) and isinstance(m.value, str)]
    return any(len(t) <= 3 and set(t) & set("wax+") for t in texts)


def libraries() -> dict[str, list[str]]:
    """Packages that are neither Python's own nor Farhand, with the files that use them."""
    found: dict[str, list[str]] = {}
    for path in sources():
        names = {n.partition(".")[0] for n in imported(path)} if path.suffix == ".py" else frozenset()
        for name in sorted(names - set(sys.stdlib_module_names) - {"farhand", "__future__"}):
            found.setdefault(name, []).append(path.relative_to(ROOT).as_posix())
    return dict(sorted(found.items()))


@cache
def imported(path: Path) -> frozenset[str]:
    """Dotted names of all that a source file imports, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(names)


@cache
def reach(path: Path, inside: tuple[str, ...] = ("checks", "wire")) -> frozenset[str]:
    """All of Farhand that a file imports, directly or through other files of the rooms `inside`."""
    found, waiting = set(), [path]
    while waiting:
        for name in sorted(imported(waiting.pop())):
            if name.startswith("farhand.") and name not in found:
                found.add(name)
                waiting += _files(name) if name.split(".")[1] in inside else []
    return frozenset(found)


def _files(name: str) -> list[Path]:
    path = ROOT.joinpath(*name.split(".")[1:])
    return [p for p in (path.with_suffix(".py"), path / "__init__.py") if p.is_file()]
