"""The house's imports run one way, and sockets are opened in one room only."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "farhand"
FILES = sorted(SRC.rglob("*.py"))

#: The single-file probe: standard library only, Python 3.9.
CORE = {
    "model",
    "deadline",
    "look",
    "target",
    "plan",
    "judge",
    "archives",
    "redact",
    "wire",
    "checks",
    "run",
    "proxyenv",
    "hostfacts",
}
FACES = {"cli", "embed", "hub", "__main__"}
BELOW = {
    "model": set(),
    "deadline": set(),
    "errors": set(),
    "target": {"model"},
    "proxyenv": {"model", "target"},
    "look": {"model", "deadline"},
    "archives": set(),
    "redact": {"model", "archives"},
    "wire": {"model", "deadline", "proxyenv"},
    "hostfacts": {"model", "deadline"},
    "plugins": set(),
    "signatures": {"model", "errors"},
    "causes": {"model", "signatures", "plugins"},
    "readers": {"model", "signatures", "plugins"},
    "checks": {"model", "deadline", "look", "target", "wire", "proxyenv", "hostfacts", "redact", "paste"},
    "plan": {"model", "checks"},
    "judge": {"model", "checks"},
    "diagnose": {"model", "causes", "checks", "target", "proxyenv", "signatures"},
    "control": {"model", "errors"},
    "bundle": {
        "model",
        "deadline",
        "errors",
        "look",
        "target",
        "redact",
        "hostfacts",
        "wire",
        "control",
        "checks",
        "causes",
        "plan",
        "report",
        "run",
        "selftest",
        "firewall",
        "faces",
        "archives",
        "readers",
        "saved",
        "paste",
        "declare",
    },
    "run": {"model", "deadline", "look", "checks", "plan", "redact", "hostfacts"},
}


def room(path: Path) -> str:
    return path.relative_to(SRC).parts[0].removesuffix(".py")


def imports(path: Path, at_run_time: bool = True) -> Iterator[str]:
    """Dotted names of all that a file imports, also inside functions; not what is for type checkers only."""
    tree = ast.parse(path.read_text("utf-8"))
    hidden = (
        {id(n) for block in ast.walk(tree) if _for_types(block) for n in ast.walk(block)}
        if at_run_time
        else set()
    )
    for node in ast.walk(tree):
        if id(node) in hidden:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def rooms_used(path: Path) -> set[str]:
    parts = (name.split(".") for name in imports(path) if name.startswith("farhand."))
    there = {room(f) for f in FILES}
    return {p[1] for p in parts if p[1] in there} - {room(path)}


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_imports_run_one_way(path: Path) -> None:
    used = rooms_used(path)
    assert room(path) in FACES or not used & FACES, "nobody imports a face"
    if room(path) in BELOW:
        assert used <= BELOW[room(path)]


@pytest.mark.parametrize("path", [f for f in FILES if room(f) in CORE], ids=lambda p: str(p.relative_to(SRC)))
def test_the_probe_core_needs_the_standard_library_only(path: Path) -> None:
    # Drivers and certificate stores of the app are used where they are there, and only there.
    optional = {"certifi", "psycopg", "psycopg2", "asyncpg", "pg8000", "redis"}
    optional |= {"hyperscan", "zstandard", "compression"}
    outside = {n.split(".")[0] for n in imports(path)} - set(sys.stdlib_module_names) - {"farhand"}
    assert outside <= optional
    assert "tomllib" not in set(imports(path)), "Python 3.9 has none"


#: Loaded by a framework's own command line only, and made of its classes.
PLUGS = {"embed/flask_command.py", "embed/django/apps.py", "embed/django/management/commands/farhand.py"}
INSIDE = [f for f in FILES if room(f) in ("embed", "control") and f.relative_to(SRC).as_posix() not in PLUGS]


@pytest.mark.parametrize("path", INSIDE, ids=lambda p: str(p.relative_to(SRC)))
def test_the_part_inside_the_app_imports_the_standard_library_only(path: Path) -> None:
    """What is imported at the top of a file; a library the app has loaded may be asked inside a function."""
    tree = ast.parse(path.read_text("utf-8"))
    names = {n.split(".")[0] for n in _at_the_top(tree)}
    assert not names - set(sys.stdlib_module_names) - {"farhand"}


def _at_the_top(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize(
    "path", [f for f in FILES if room(f) != "wire"], ids=lambda p: str(p.relative_to(SRC))
)
def test_sockets_are_opened_in_wire_only(path: Path) -> None:
    calls = {
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
    }
    doors = {
        "socket.socket",
        "socket.create_connection",
        "socket.getaddrinfo",
        "urllib.request.urlopen",
        "http.client.HTTPConnection",
    }
    assert not calls & doors


def test_files_stay_readable() -> None:
    long = {str(f.relative_to(SRC)): n for f in FILES if (n := len(f.read_text("utf-8").splitlines())) > 400}
    assert not long, "which noun wants out?"
