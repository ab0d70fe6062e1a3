"""The knowledge base's files, read once and kept compiled, as Python keeps its own bytecode.

TOML is for people; parsing it, and finding the words of each pattern, takes half a second. So what a run
needs of the package's own files lies in `__pycache__/knowledge.json` beside them, made anew whenever a file
has another size or time. Where that folder cannot be written, nothing is kept and all still works.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import Any

import tomllib

from farhand import plugins
from farhand.signatures import written
from farhand.signatures.model import Signature

#: Parts of an entry that only pages and tests need: they are read from the TOML when they are asked for.
EXAMPLES = ("hits", "misses")
_FORMAT = 1


#: What is looked for besides causes: lines that mean nothing, and lines that say that the trouble is over.
HARMLESS, RECOVERED = "!harmless", "!recovered"


def rows() -> dict[str, dict[str, Any]]:
    """Every entry of the knowledge base without its examples, signatures as plain rows.

    HARMLESS and RECOVERED stand beside the causes as entries that hold signatures only.
    """
    folder = Path(str(resources.files("farhand.causes")))
    files, marks = sorted(folder.glob("*.toml")), sorted(folder.glob("harmless/*.toml"))
    kept = folder / "__pycache__" / "knowledge.json"
    mark = _mark([*files, *marks])
    found = _kept(kept, mark)
    if found is None:
        found = {i: _compiled(i, row) for file in files for i, row in parse(file).items()}
        found[HARMLESS] = {
            "signatures": [_lean(s) for f in marks for s in written.harmless(f.stem, parse(f))]
        }
        found[RECOVERED] = {
            "signatures": [_lean(s) for f in marks for s in written.recovered(f.stem, parse(f))]
        }
        _keep(kept, {"mark": mark, "rows": found})
    for file in vendors_files():
        for cause_id, row in parse(file).items():
            found[cause_id] = _joined(found.get(cause_id), _compiled(cause_id, row))
    return found


def examples() -> Iterator[tuple[str, Mapping[str, Any], Path]]:
    """Cause id, entry with `hits` and `misses`, and its file."""
    folder = Path(str(resources.files("farhand.causes")))
    for file in [*sorted(folder.glob("*.toml")), *vendors_files()]:
        for cause_id, row in parse(file).items():
            yield cause_id, row, file


def parse(file: Path) -> dict[str, Any]:
    """One file of the knowledge base. Raises BadSignature, naming the file and line."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise written.BadSignature(f"{file}: {error}") from None


def vendors_files() -> list[Path]:
    """A vendor's own causes: folders in FARHAND_CAUSES, packages behind the entry point `farhand.causes`."""
    folders = [Path(p) for p in os.environ.get("FARHAND_CAUSES", "").split(os.pathsep) if p]
    folders += _added
    folders += [Path(str(resources.files(point.value))) for point in plugins.offered("farhand.causes")]
    return [file for folder in dict.fromkeys(folders) for file in sorted(folder.glob("*.toml"))]


def add_folder(folder: Path) -> None:
    """Causes of the vendor whose declaration is in use: the folder `causes` beside farhand.toml."""
    if folder.is_dir() and folder not in _added:
        _added.append(folder)


_added: list[Path] = []


def _compiled(cause_id: str, row: Mapping[str, Any]) -> dict[str, Any]:
    made = {k: v for k, v in row.items() if k not in EXAMPLES}
    made["signatures"] = [_lean(s) for s in written.read(cause_id, row.get("signatures", ()))]
    return made


def _lean(signature: Signature) -> dict[str, Any]:
    """What differs from the default."""
    bare = asdict(Signature("", "", ()))
    return {k: v for k, v in asdict(signature).items() if v != bare[k]}


def signature_of(row: Mapping[str, Any]) -> Signature:
    words = tuple(tuple(s) for s in row["words"])
    return Signature(**{**row, "words": words, "ends": tuple(row.get("ends", ()))})


def _joined(old: Mapping[str, Any] | None, new: dict[str, Any]) -> dict[str, Any]:
    """A vendor's entry adds signatures to a cause that is there, and may say more exactly what it says."""
    if old is None:
        return new
    return {**old, **new, "signatures": [*old.get("signatures", ()), *new["signatures"]]}


def _mark(files: list[Path]) -> list[Any]:
    code = sorted(Path(__file__).parent.parent.joinpath("signatures").glob("*.py"))
    stats = [(f.name, f.stat()) for f in [*files, *code]]
    return [_FORMAT, *([name, stat.st_size, stat.st_mtime_ns] for name, stat in stats)]


def _kept(file: Path, mark: list[Any]) -> dict[str, Any] | None:
    try:
        held = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return held["rows"] if isinstance(held, dict) and held.get("mark") == mark else None


def _keep(file: Path, held: Mapping[str, Any]) -> None:
    if sys.dont_write_bytecode:
        return
    try:
        file.parent.mkdir(exist_ok=True)
        part = file.with_suffix(f".{os.getpid()}")
        part.write_text(json.dumps(held), "utf-8")
        part.replace(file)
    except OSError:
        pass
