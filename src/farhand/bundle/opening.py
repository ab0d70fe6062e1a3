"""Takes an archive apart into a new folder that only its owner can read.

Whatever the archive says, nothing outside of that folder is written: names are checked by `archives`,
every folder on the way is opened by its descriptor without following links, and a file is written only
where none is. Links, devices and what else is no file or folder are left out.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from farhand.archives import FOLDER, Damaged, Found, Member, Meter, Refused, Spent, members
from farhand.archives.limits import size
from farhand.bundle import checking
from farhand.errors import Mistake

#: What must be left free on the disk; bytes written at once; bytes of a manifest.
FREE, _BLOCK, _LONGEST_MANIFEST = 200 << 20, 1 << 20, 16 << 20
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True)
class Opened:
    """What became of an archive."""

    folder: Path
    digests: Mapping[str, str]  # SHA-256 by name, of every file written
    refused: tuple[Refused, ...]
    manifest: Mapping[str, Any] | None = None  # of a Farhand bundle
    wrong: tuple[tuple[str, str], ...] = ()  # files that are not as the manifest says, and why


@dataclass
class _Written:
    digests: dict[str, str] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    manifests: dict[str, bytes] = field(default_factory=dict)


def unpack(found: Found, meter: Meter, folder: Path) -> Opened:
    """All files of an archive into `folder`, which must not be there yet.

    Raises Mistake where it cannot be made or the disk is full; nothing is left then.
    """
    written = _Written()
    with _made(folder) as root:
        try:
            for row in members(found, meter):
                if isinstance(row, Refused):
                    written.refused.append(row)
                else:
                    _take(row, root, written)
        except Spent as spent:
            written.refused.append(Refused("", f"{spent}; what was read before is kept", rest=True))
    return _checked(folder, written)


@contextmanager
def _made(folder: Path) -> Iterator[int]:
    """The new folder's descriptor. Whatever goes wrong, a folder half full is not left behind."""
    try:
        folder.mkdir(0o700)
        root = os.open(folder, _FOLDER)
    except FileExistsError:
        raise Mistake(f"{folder} is there already; give another folder with -o DIR") from None
    except OSError as error:
        raise Mistake(f"{folder} could not be made: {error.strerror}; give another folder with -o") from None
    try:
        yield root
    except OSError as error:
        shutil.rmtree(folder)
        why = f"{folder} could not be written: {error.strerror}; nothing is left of it"
        raise Mistake(f"{why}; give another folder with -o") from None
    except BaseException:
        shutil.rmtree(folder)
        raise
    finally:
        os.close(root)


def _take(row: Member, root: int, written: _Written) -> None:
    """Write one member; what is damaged is kept as far as it goes, and told."""
    *above, name = row.name.split("/")
    with _folder(root, above + [name] * (row.kind == FOLDER)) as within:
        if row.kind == FOLDER:
            return
        _leave_room(within, row.size)
        data, keep = b"", row.name.rpartition("/")[2] == checking.MANIFEST
        file = os.fdopen(os.open(name, _NEW, 0o600, dir_fd=within), "wb")
        with file:
            digest = hashlib.sha256()
            try:
                for piece in _pieces(row.open()):
                    file.write(piece)
                    digest.update(piece)
                    data += piece if keep and len(data) < _LONGEST_MANIFEST else b""
            except Spent:
                os.unlink(name, dir_fd=within)
                raise
            except Damaged as damage:
                written.refused.append(Refused(row.name, f"{damage}; what could be read is kept"))
    written.digests[row.name] = digest.hexdigest()
    if keep:
        written.manifests[row.name] = data


def _pieces(data: BinaryIO) -> Iterator[bytes]:
    while piece := data.read(_BLOCK):
        yield piece


@contextmanager
def _folder(root: int, parts: list[str]) -> Iterator[int]:
    """The folder below `root`, made where it is missing; each step is a real folder, never a link."""
    now = os.dup(root)
    try:
        for part in parts:
            try:
                os.mkdir(part, 0o700, dir_fd=now)
            except FileExistsError:
                pass
            below = os.open(part, _FOLDER, dir_fd=now)
            os.close(now)
            now = below
        yield now
    finally:
        os.close(now)


def _leave_room(within: int, needed: int) -> None:
    free = os.statvfs(within)
    left = free.f_bavail * free.f_frsize - needed
    if left < FREE:
        raise Mistake(
            f"the disk would be too full: {size(FREE)} must stay free, and {size(max(left, 0))} would; "
            "nothing is left of it; give a folder on another disk with -o"
        )


def _checked(folder: Path, written: _Written) -> Opened:
    """With what the manifest says, where it is a Farhand bundle: at the top, or in its only top folder."""
    for name, data in sorted(written.manifests.items(), key=lambda item: item[0].count("/")):
        manifest = checking.manifest_of(data) if name.count("/") < 2 else None
        if manifest:
            top = name[: -len(checking.MANIFEST)]
            inside = {n[len(top) :] if n.startswith(top) else f"/{n}": d for n, d in written.digests.items()}
            bad = checking.wrong(manifest, inside)
            return Opened(folder, written.digests, tuple(written.refused), manifest, bad)
    return Opened(folder, written.digests, tuple(written.refused))


def folder_for(name: str) -> Path:
    """The folder in which a file's content is put where none is named: the file's name without its ends."""
    base = Path(name).name
    for end in (".age", ".zst", ".xz", ".bz2", ".gz", ".tgz", ".txz", ".tar", ".zip"):
        base = base[: -len(end)] if base.lower().endswith(end) else base
    return Path(base if base not in ("", "-", ".", "..") else "bundle-opened")
