"""The knowledge base's files, compiled when the package is built.

TOML is for people; parsing it, and finding the words of each pattern, takes seconds. So what a run needs of
the package's own files lies in `knowledge.txt` beside them, written by the build (`build_knowledge.py`): one
line per entry, signature and anchor word, each unpacked only when it is needed. Its first line is a digest
of what it was made of: where a file has changed since, all that changed is compiled anew in memory and, as
Python does with its bytecode, kept in `__pycache__` if that may be written.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import tomllib

from farhand import plugins
from farhand.signatures import common, packed, pattern, written
from farhand.signatures.model import Signature
from farhand.signatures.packed import Packed

#: Parts of an entry that only pages and tests need: they are read from the TOML when they are asked for.
EXAMPLES = ("hits", "misses")
#: Parts that the files in `localised` may add to an entry of another file.
ADDED = ("signatures", *EXAMPLES)
BUILT = "knowledge.txt"


@dataclass(frozen=True)
class Knowledge:
    """The package's own entries by id, as JSON, and all signatures."""

    mark: str
    code: str
    entries: Mapping[str, bytes]
    signatures: Packed


_NOTHING = Knowledge("", "", {}, Packed((), {}, b""))


@cache
def own() -> Knowledge:
    """The package's own knowledge base."""
    held = _fresh()
    if held:
        return held
    folder, files = _own_files()
    made = _compile(files, [_kept(place) for place in _places(folder)])
    if not sys.dont_write_bytecode:
        _keep(_places(folder)[1], made)
    return made


@cache
def entries() -> Mapping[str, bytes]:
    """The package's own entries without signatures: nothing has to be compiled for these, and an app that
    only asks for a cause's words keeps a fifth of a megabyte of them, not six.
    """
    folder, files = _own_files()
    mark = _mark(files.all())
    for place in _places(folder):
        held_mark, held = _kept_entries(place)
        if held_mark == mark:
            return held
    return {i: json.dumps(_prose(row)).encode() for i, row, _ in _entries(files)}


@cache
def _fresh() -> Knowledge | None:
    """What was kept, if it was made of the files as they are."""
    folder, files = _own_files()
    mark = _mark(files.all())
    return next((held for held in map(_kept, _places(folder)) if held.mark == mark), None)


def _places(folder: Path) -> tuple[Path, Path]:
    return folder / BUILT, folder / "__pycache__" / BUILT


def _prose(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in row.items() if k not in ADDED}


def build() -> Path:
    """Compile the package's own files into `knowledge.txt` beside them; the package's build does this."""
    folder, files = _own_files()
    _keep(folder / BUILT, _compile(files, [_kept(folder / BUILT)]))
    return folder / BUILT


def examples() -> Iterator[tuple[str, Mapping[str, Any], Path]]:
    """Cause id, entry with `hits` and `misses`, and its file."""
    yield from _entries(_own_files()[1])
    for file in vendors_files():
        for cause_id, row in parse(file).items():
            yield cause_id, row, file


def parse(file: Path) -> dict[str, Any]:
    """One file of the knowledge base. Raises BadSignature, naming the file and line."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise written.BadSignature(f"{file}: {error}") from None


def vendors() -> Iterator[tuple[str, Mapping[str, Any], list[Signature]]]:
    """A vendor's own entries: id, entry, signatures. Raises BadSignature, naming the file."""
    for file in vendors_files():
        for cause_id, row in parse(file).items():
            if not isinstance(row, Mapping):
                raise written.BadSignature(f"{file}: {cause_id} is no table; write [{json.dumps(cause_id)}]")
            try:
                yield cause_id, row, list(written.read(cause_id, row.get("signatures", ())))
            except written.BadSignature as bad:
                raise written.BadSignature(f"{file}: {bad}") from None


def vendors_files() -> list[Path]:
    """The folders in FARHAND_CAUSES, and packages behind the entry point `farhand.causes`."""
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


@dataclass(frozen=True)
class _Files:
    """The package's own files: of causes, of what these look like in other languages, of harmless lines."""

    causes: list[Path]
    localised: list[Path]
    marks: list[Path]

    def all(self) -> list[Path]:
        return [*self.causes, *self.localised, *self.marks]


def _own_files() -> tuple[Path, _Files]:
    """The package's folder, and its files."""
    folder = Path(str(resources.files("farhand.causes")))
    parts = (sorted(folder.glob(part + "*.toml")) for part in ("", "localised/", "harmless/"))
    return folder, _Files(*parts)


def _entries(files: _Files) -> Iterator[tuple[str, dict[str, Any], Path]]:
    """Cause id, its entry with what other files add to it, and its file. Raises BadSignature."""
    rows = {cause_id: (row, file) for file in files.causes for cause_id, row in parse(file).items()}
    for file in files.localised:
        for cause_id, more in parse(file).items():
            if cause_id not in rows or not more.keys() <= set(ADDED):
                raise written.BadSignature(f"{file}: {cause_id}: only {', '.join(ADDED)} of known causes")
            row, own_file = rows[cause_id]
            rows[cause_id] = {**row, **{k: [*row.get(k, ()), *more[k]] for k in more}}, own_file
    yield from ((cause_id, *found) for cause_id, found in rows.items())


def _compile(files: _Files, kept: list[Knowledge]) -> Knowledge:
    """Entries that are as they were when something was kept are taken from there."""
    code = _mark([])
    old = {k: row for held in kept if held.code == code for k, row in _old(held)}
    entries: dict[str, bytes] = {}
    signatures: list[Signature] = []
    for cause_id, row, _ in _entries(files):
        mark = hashlib.blake2b(repr(row.get("signatures")).encode(), digest_size=8).hexdigest()
        same = cause_id in old and old[cause_id][0] == mark
        signatures += old[cause_id][1] if same else written.read(cause_id, row.get("signatures", ()))
        entries[cause_id] = json.dumps({**_prose(row), "of": mark}).encode()
    for file in files.marks:
        for marks_of in (written.harmless, written.recovered, written.changed):
            signatures += marks_of(file.stem, parse(file))
    return Knowledge(_mark(files.all()), code, entries, packed.pack(signatures))


def _old(held: Knowledge) -> Iterator[tuple[str, tuple[str, list[Signature]]]]:
    """Cause id, digest of its signatures, and these."""
    found: dict[str, list[Signature]] = {i: [] for i in held.entries}
    for signature in map(packed.unpack, held.signatures.signatures):
        found.setdefault(signature.cause, []).append(signature)
    for cause_id, line in held.entries.items():
        yield cause_id, (json.loads(line)["of"], found[cause_id])


def _mark(files: Iterable[Path]) -> str:
    """A digest of all that the compiled form is made of: the code, and these files."""
    digest = hashlib.blake2b(digest_size=16)
    for module in (pattern, written, packed, common):
        digest.update(Path(str(module.__file__)).read_bytes())
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _kept(file: Path) -> Knowledge:
    """What was kept there, of these files or of earlier ones."""
    try:
        head, entries, signatures, anchors, words = file.read_bytes().split(b"\n\n")
        mark, code = head.decode().split()
        return Knowledge(
            mark,
            code,
            {k.decode(): v for k, v in _pairs(entries)},
            Packed(signatures.split(b"\n"), dict(_pairs(anchors)), words),
        )
    except (OSError, ValueError):
        return _NOTHING


def _kept_entries(file: Path) -> tuple[str, Mapping[str, bytes]]:
    """The mark and the entries of what was kept there, which stand at its beginning."""
    try:
        with file.open("rb") as lines:
            mark = lines.readline().decode().split()[0]
            lines.readline()
            part = b"".join(iter(lambda: lines.readline().lstrip(b"\n"), b"")).rstrip(b"\n")
            return mark, {k.decode(): v for k, v in _pairs(part)}
    except (OSError, ValueError, IndexError):
        return "", {}


def _pairs(part: bytes) -> Iterator[tuple[bytes, bytes]]:
    for line in part.split(b"\n"):
        key, _, value = line.partition(b" ")
        yield key, value


def _keep(file: Path, held: Knowledge) -> None:
    parts = (
        f"{held.mark} {held.code}".encode(),
        b"\n".join(k.encode() + b" " + v for k, v in held.entries.items()),
        b"\n".join(held.signatures.signatures),
        b"\n".join(k + b" " + v for k, v in held.signatures.anchors.items()),
        held.signatures.words,
    )
    try:
        file.parent.mkdir(exist_ok=True)
        part = file.with_suffix(f".{os.getpid()}")
        part.write_bytes(b"\n\n".join(parts))
        part.replace(file)
    except OSError:
        pass
