"""The house's imports run one way, and sockets are opened in one room only."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

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
    "listed",
    "recent",
}
#: What every room may use.
GROUND = {"listed", "recent", "words"}
FACES = {"cli", "embed", "hub", "__main__"}
BELOW = {
    "model": set(),
    "deadline": set(),
    "errors": set(),
    "words": {"errors", "causes", "asks"},
    "listed": set(),
    "recent": set(),
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
    "checks": {"model", "deadline", "look", "target", "wire", "proxyenv", "hostfacts", "redact"},
    "plan": {"model", "checks"},
    "judge": {"model", "checks"},
    "asks": {"model", "causes"},
    "steps": {"model", "causes", "checks", "plan", "commands", "platforms", "asks", "errors"},
    "diagnose": {"model", "causes", "checks", "target", "proxyenv", "signatures", "steps"},
    "control": {"model", "errors"},
    "framing": set(),
    "paste": {"model", "checks", "judge", "framing", "commands", "target"},
    "answers": {"model", "asks", "checks", "framing", "paste", "case", "reading", "redact", "errors"},
    "places": {"errors"},
    "platforms": {"model", "framing", "errors", "places"},
    "moment": {"errors", "target"},
    "when": {"errors", "moment"},
    "logs": {
        *("model", "archives", "deadline", "errors", "target", "places", "platforms", "framing"),
        *("when", "moment"),
    },
    "kit": {"model", "commands", "framing", "platforms"},
    "pyz": {
        "model",
        "errors",
        "causes",
        "checks",
        "plan",
        "run",
        "look",
        "environment",
        "selftest",
        "report",
        "bundle",
        "faces",
    },
    "commands": {"model", "checks", "plan", "framing"},
    "case": {"model", "errors", "when"},
    "escalation": {
        *("model", "case", "causes", "checks", "diagnose", "errors", "evidence", "firewall", "look"),
        *("redact", "target", "when"),
    },
    "channels": {"model", "errors", "envfile", "faces", "redact", "target"},
    "exchange": {
        *("model", "errors", "asks", "platforms", "case", "answers", "declare", "evidence", "faces"),
        *("steps", "paste", "reading"),
        *("redact", "target"),
    },
    "concluding": {"model", "case", "causes", "checks", "steps"},
    "topology": {
        *("model", "errors", "target", "proxyenv", "causes", "checks", "judge", "readers", "signatures"),
        *("declare", "found", "case", "asks", "answers", "reading", "evidence", "redact"),
    },
    "mirror": {
        *("model", "errors", "target", "wire", "readers", "reading", "redact", "evidence", "envfile"),
        "faces",
    },
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
        "places",
        "platforms",
        "when",
    },
    "request": {
        *("model", "errors", "look", "target", "redact", "control", "checks", "plan", "report", "run"),
        *("selftest", "case", "bundle", "platforms", "when"),
    },
    "run": {"model", "deadline", "look", "checks", "plan", "redact", "hostfacts"},
    "isolate": {
        "model",
        "deadline",
        "errors",
        "look",
        "target",
        "hostfacts",
        "wire",
        "checks",
        "causes",
        "plan",
        "judge",
        "report",
        "run",
        "selftest",
        "waive",
        "evidence",
        "reading",
        "diagnose",
        "bundle",
        "platforms",
        "when",
    },
}


def room(path: Path) -> str:
    return path.relative_to(SRC).parts[0].removesuffix(".py")


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def imports(path: Path) -> frozenset[str]:
    """Dotted names of all that a file imports, also inside functions; not what is for type checkers only."""
    nodes: list[ast.AST] = [parsed(path)]
    found: set[str] = set()
    for node in nodes:  # which grows
        if not _for_types(node):
            found.update(_imported(node))
            nodes += [child for child in ast.iter_child_nodes(node) if isinstance(child, HOLDS)]
    return frozenset(found)


#: What may hold an import: statements, and their parts that hold statements.
HOLDS = (ast.stmt, ast.excepthandler, ast.match_case)


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def name(path: Path) -> str:
    return path.relative_to(SRC).as_posix()


ROOMS = {room(path) for path in FILES}


def rooms_used(path: Path) -> set[str]:
    parts = (dotted.split(".") for dotted in imports(path) if dotted.startswith("farhand."))
    return {p[1] for p in parts if p[1] in ROOMS} - {room(path)}


def wrong(found: dict[Path, set[str]]) -> dict[str, set[str]]:
    """File -> what it must not have, for all that have something."""
    return {name(path): these for path, these in found.items() if these}


def test_nobody_imports_a_face() -> None:
    assert not wrong({path: rooms_used(path) & FACES for path in FILES if room(path) not in FACES})


def test_imports_run_one_way() -> None:
    below = {path: BELOW[room(path)] for path in FILES if room(path) in BELOW}
    assert len(below) > len(BELOW)
    assert not wrong({path: rooms_used(path) - GROUND - allowed for path, allowed in below.items()})


def test_the_probe_core_needs_the_standard_library_only() -> None:
    # Drivers and certificate stores of the app are used where they are there, and only there.
    optional = {"certifi", "psycopg", "psycopg2", "asyncpg", "pg8000", "redis"}
    optional |= {"hyperscan", "zstandard", "compression", "isal", "farhand"}
    allowed = optional | set(sys.stdlib_module_names) - {"tomllib"}  # Python 3.9 has none
    core = [path for path in FILES if room(path) in CORE]
    assert {room(path) for path in core} == CORE
    assert not wrong({path: {n.split(".")[0] for n in imports(path)} - allowed for path in core})


#: Loaded by a framework's own command line only, and made of its classes.
PLUGS = {"embed/flask_command.py", "embed/django/apps.py", "embed/django/management/commands/farhand.py"}


def test_the_part_inside_the_app_imports_the_standard_library_only() -> None:
    """What is imported at the top of a file; a library the app has loaded may be asked inside a function."""
    inside = [path for path in FILES if room(path) in ("embed", "control") and name(path) not in PLUGS]
    assert len(inside) > len(PLUGS)
    allowed = {"farhand", *sys.stdlib_module_names}
    assert not wrong(
        {path: {n.split(".")[0] for n in _at_the_top(parsed(path))} - allowed for path in inside}
    )


def _at_the_top(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        yield from _imported(node)


DOORS = {
    "socket.socket",
    "socket.create_connection",
    "socket.getaddrinfo",
    "urllib.request.urlopen",
    "http.client.HTTPConnection",
}


def test_sockets_are_opened_in_wire_only() -> None:
    calls = {path: _called(parsed(path)) & DOORS for path in FILES}
    assert any(calls[path] for path in FILES if room(path) == "wire")
    assert not wrong({path: these for path, these in calls.items() if room(path) != "wire"})


def _called(tree: ast.Module) -> set[str]:
    dotted = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {ast.unparse(one) for one in dotted if isinstance(one, ast.Attribute)}


def test_files_stay_readable() -> None:
    long = {str(f.relative_to(SRC)): n for f in FILES if (n := len(f.read_text("utf-8").splitlines())) > 400}
    assert not long, "which noun wants out?"
