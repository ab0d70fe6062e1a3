"""Makes the single file: what the probes need of Farhand, found by its imports, and one declaration.  I/O.

The same Farhand and the same declaration give the same bytes.
"""

from __future__ import annotations

import ast
import io
import json
import zipfile
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

import farhand
from farhand import causes, checks, plan
from farhand.errors import Mistake
from farhand.model import App
from farhand.pyz import baked

_HOME = Path(str(farhand.__file__)).parent
#: What is found by listing a folder, so that no import names it.
_LISTED = ("checks", "diagnose/rules", "redact/rules", "hostfacts")
_ROOTS = ("pyz/inside.py", "pyz/__init__.py", "__init__.py")
#: What needs a newer Python or a search in texts, and what stands there instead.
_REPLACED = {"causes/_store.py": "pyz/knowledge.py", "signatures/index.py": "pyz/unsearched.py"}
_START = b"#!/usr/bin/env python3\n"
_MAIN = """\
import sys

if sys.version_info < (3, 9):
    told = "this needs Python 3.9 or newer, and this is %d.%d; try python3.9, python3.11 and the like"
    sys.exit(told % sys.version_info[:2])
from farhand.pyz.inside import main

sys.exit(main())
"""


def build(app: App, only: Collection[str] = (), skip: Collection[str] = ()) -> bytes:
    """The bytes of the file. Raises Mistake for a word of `only` or `skip` that names nothing."""
    try:
        plan.make(app, only, skip)
    except LookupError as error:
        raise Mistake(str(error)) from None
    members = {f"farhand/{name}": text for name, text in (*_sources(), *_vendors(app))}
    chosen = {"only": list(only), "skip": list(skip)}
    members["farhand/pyz/app.json"] = _json({"app": baked.dump(app), "chosen": chosen})
    members["farhand/pyz/causes.json"] = _json(_knowledge())
    members["__main__.py"] = _MAIN.encode()
    return _START + _zipped(members)


def _zipped(members: Mapping[str, bytes]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            file.writestr(info, members[name])
    return into.getvalue()


def _json(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=True).encode()


def _knowledge() -> dict[str, object]:
    """The words of every cause, a vendor's own included."""
    from dataclasses import asdict

    return {cause_id: asdict(cause) for cause_id, cause in sorted(causes.load().items())}


def _sources() -> Iterator[tuple[str, bytes]]:
    for file in sorted(_needed()):
        yield file.relative_to(_HOME).as_posix(), file.read_bytes()
    for name, instead in _REPLACED.items():
        yield name, (_HOME / instead).read_bytes()


def _vendors(app: App) -> Iterator[tuple[str, bytes]]:
    """A vendor's own checks that the declaration uses, which are one file each."""
    for kind in sorted({need.kind for need in app.dependencies} - checks.built_in()):
        path = Path(str(getattr(checks.find(kind), "__file__", "")))
        if path.is_file():
            yield f"checks/{kind}.py", path.read_bytes()


@cache
def _needed() -> frozenset[Path]:
    """Every file that is imported from the roots on, also inside of functions."""
    listed = [file for folder in _LISTED for file in (_HOME / folder).rglob("*.py")]
    waiting = [*listed, *(_HOME / name for name in _ROOTS)]
    found: set[Path] = set()
    while waiting:
        file = waiting.pop()
        if file in found or file.relative_to(_HOME).as_posix() in _REPLACED:
            continue
        found.add(file)
        waiting += _imported(file)
    return frozenset(found)


def _imported(file: Path) -> list[Path]:
    tree = ast.parse(file.read_text("utf-8"))
    hidden = {id(node) for block in ast.walk(tree) if _for_types(block) for node in ast.walk(block)}
    names = (name for node in ast.walk(tree) if id(node) not in hidden for name in _names(node))
    return [found for name in names if name.startswith("farhand.") for found in _files(name)]


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _files(name: str) -> Iterator[Path]:
    """The module's own file, and those of the packages that it lies in."""
    parts = name.split(".")[1:]
    for end in range(1, len(parts) + 1):
        place = _HOME.joinpath(*parts[:end])
        yield from (file for file in (place / "__init__.py", place.with_suffix(".py")) if file.is_file())


def _for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
