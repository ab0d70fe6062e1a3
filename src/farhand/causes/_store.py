"""The knowledge base's files, compiled when the package is built.

TOML is for people; parsing it, and finding the words of each pattern, takes a second. So what a run needs of
the package's own files lies in `knowledge.json` beside them, written by the build (`build_knowledge.py`). It
holds a digest of what it was made of: where a file has changed since, it is made anew in memory and, as
Python does with its bytecode, kept in `__pycache__` if that may be written.
"""

from __future__ import annotations

import hashlib
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
BUILT = "knowledge.json"


#: What is looked for besides causes: lines that mean nothing, and lines that say that the trouble is over.
HARMLESS, RECOVERED = "!harmless", "!recovered"


def rows() -> dict[str, dict[str, Any]]:
    """Every entry of the knowledge base without its examples, signatures as plain rows.

    HARMLESS and RECOVERED stand beside the causes as entries that hold signatures only.
    """
    folder, files, marks = _own()
    mark = _mark([*files, *marks])
    found = _kept(folder / BUILT, mark) or _kept(folder / "__pycache__" / BUILT, mark)
    if found is None:
        found = _compile(files, marks)
        if not sys.dont_write_bytecode:
            _keep(folder / "__pycache__" / BUILT, {"mark": mark, "rows": found})
    for file in vendors_files():
        for cause_id, row in parse(file).items():
            found[cause_id] = _joined(found.get(cause_id), _vendors(file, cause_id, row))
    return found


def build() -> Path:
    """Compile the package's own files into `knowledge.json` beside them; the package's build does this."""
    folder, files, marks = _own()
    _keep(folder / BUILT, {"mark": _mark([*files, *marks]), "rows": _compile(files, marks)})
    return folder / BUILT


def _own() -> tuple[Path, list[Path], list[Path]]:
    """The package's folder, its files of causes, and those of harmless lines."""
    folder = Path(str(resources.files("farhand.causes")))
    return folder, sorted(folder.glob("*.toml")), sorted(folder.glob("harmless/*.toml"))


def _compile(files: list[Path], marks: list[Path]) -> dict[str, dict[str, Any]]:
    found = {i: _compiled(i, row) for file in files for i, row in parse(file).items()}
    parsed = [(file.stem, parse(file)) for file in marks]
    found[HARMLESS] = {"signatures": [_lean(s) for f, rows in parsed for s in written.harmless(f, rows)]}
    found[RECOVERED] = {"signatures": [_lean(s) for f, rows in parsed for s in written.recovered(f, rows)]}
    return found


def examples() -> Iterator[tuple[str, Mapping[str, Any], Path]]:
    """Cause id, entry with `hits` and `misses`, and its file."""
    for file in [*_own()[1], *vendors_files()]:
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


def add_folder(folder: Path) -> bool:
    """Read this folder's files, too. False where there is no such folder, or it is read already."""
    if not folder.is_dir() or folder in _added:
        return False
    _added.append(folder)
    return True


_added: list[Path] = []


def _vendors(file: Path, cause_id: str, row: Any) -> dict[str, Any]:
    """An entry of a vendor's file; what is wrong in it is told with the file's name."""
    if not isinstance(row, Mapping):
        raise written.BadSignature(f"{file}: {cause_id} is not a table; write [{json.dumps(cause_id)}]")
    try:
        return _compiled(cause_id, row)
    except written.BadSignature as bad:
        raise written.BadSignature(f"{file}: {bad}") from None


def _compiled(cause_id: str, row: Mapping[str, Any]) -> dict[str, Any]:
    made = {k: v for k, v in row.items() if k not in EXAMPLES}
    made["signatures"] = [_lean(s) for s in written.read(cause_id, row.get("signatures", ()))]
    return made


def _lean(signature: Signature) -> dict[str, Any]:
    """What differs from the default."""
    bare = asdict(Signature("", "", ()))
    return {k: v for k, v in asdict(signature).items() if v != bare[k]}


def signature_of(row: Mapping[str, Any]) -> Signature:
    lists = {key: tuple(row.get(key, ())) for key in ("ends", "runs")}
    return Signature(**{**row, **lists, "words": tuple(tuple(s) for s in row["words"])})


def _joined(old: Mapping[str, Any] | None, new: dict[str, Any]) -> dict[str, Any]:
    """A vendor's entry adds signatures to a cause that is there, and may say more exactly what it says."""
    if old is None:
        return new
    return {**old, **new, "signatures": [*old.get("signatures", ()), *new["signatures"]]}


def _mark(files: list[Path]) -> str:
    """A digest of all that the compiled form is made of."""
    digest = hashlib.blake2b(digest_size=16)
    for code in ("pattern.py", "written.py", "model.py"):
        digest.update(Path(written.__file__).with_name(code).read_bytes())
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _kept(file: Path, mark: str) -> dict[str, Any] | None:
    try:
        held = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return held["rows"] if isinstance(held, dict) and held.get("mark") == mark else None


def _keep(file: Path, held: Mapping[str, Any]) -> None:
    try:
        file.parent.mkdir(exist_ok=True)
        part = file.with_suffix(f".{os.getpid()}")
        part.write_text(json.dumps(held), "utf-8")
        part.replace(file)
    except OSError:
        pass
