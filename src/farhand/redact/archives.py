"""An archive with everything in it redacted: texts, names, archives within. Standard library only.

Members are redacted one by one: only redacted bytes are ever put aside, in memory and beyond that in a
temporary file without a name. Binary members cannot be redacted; a line that says so stands in their place.
"""

from __future__ import annotations

import gzip
import io
import re
import shutil
import tarfile
import tempfile
import zipfile
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import IO, TYPE_CHECKING, BinaryIO, Callable, cast

from farhand.archives import FOLDER, Damaged, Found, Member, Meter, Refused, Spent, find, kinds, members
from farhand.redact.odd_texts import text

if TYPE_CHECKING:
    from farhand.redact.redactor import Redactor
    from farhand.redact.tally import Tally

#: Redacted bytes of one member that are held in memory.
_HELD = 8 << 20
_PACKED = (".gz", ".xz", ".bz2", ".zst")
_MARK = re.compile(r"<([\w.-]+):([\w.-]+)>")


@dataclass
class Outcome:
    """What was not copied: members withheld, members left out, and damage. Names are redacted."""

    withheld: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    damaged: list[tuple[str, str]] = field(default_factory=list)  # name ("": the archive), why


@dataclass(frozen=True)
class _Job:
    redactor: Redactor
    meter: Meter
    tally: Tally | None
    outcome: Outcome
    depth: int = 0


Write = Callable[[str, IO[bytes]], None]


def copy(
    redactor: Redactor, found: Found, sink: BinaryIO, meter: Meter, tally: Tally | None = None
) -> Outcome:
    """Write the archive to `sink`, redacted: tar as tar (compressed: as tar.gz), zip as zip.

    Fails closed as `Redactor.stream` does: whatever goes wrong in redacting ends it where it is.
    """
    outcome = Outcome()
    _archive(_Job(redactor, meter, tally, outcome), found, sink)
    return outcome


def _archive(job: _Job, found: Found, sink: IO[bytes]) -> None:
    if found.kind == "zip":
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as file:
            _members(job, found, _Zip(file).write)
    elif found.compressed:
        with gzip.GzipFile(fileobj=sink, mode="wb", mtime=0) as packed:
            _members(job, found, _Tar(cast("IO[bytes]", packed)).write)
            packed.write(bytes(2 * tarfile.BLOCKSIZE))
    else:
        _members(job, found, _Tar(sink).write)
        sink.write(bytes(2 * tarfile.BLOCKSIZE))


class _Tar:
    def __init__(self, sink: IO[bytes]) -> None:
        self._sink = sink

    def write(self, name: str, data: IO[bytes]) -> None:
        info = tarfile.TarInfo(name)
        info.size = data.seek(0, 2)
        data.seek(0)
        self._sink.write(info.tobuf(tarfile.PAX_FORMAT))
        shutil.copyfileobj(data, self._sink)
        self._sink.write(bytes(-info.size % tarfile.BLOCKSIZE))


class _Zip:
    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file

    def write(self, name: str, data: IO[bytes]) -> None:
        info = zipfile.ZipInfo(name)
        info.compress_type, info.file_size = zipfile.ZIP_DEFLATED, data.seek(0, 2)
        data.seek(0)
        with self._file.open(info, "w") as entry:
            shutil.copyfileobj(data, entry)


def _members(job: _Job, found: Found, write: Write) -> None:
    """All members, one by one; a limit that is reached ends the archive in good order."""
    taken: set[str] = set()
    try:
        for row in members(found, job.meter):
            if isinstance(row, Refused):
                rows = job.outcome.damaged if row.rest or not row.name else job.outcome.left_out
                rows.append((_name(job, row.name) if row.name else "", row.why))
            elif row.kind != FOLDER:
                _member(job, row, taken, write)
    except Spent as spent:
        job.outcome.damaged.append(("", str(spent)))


def _member(job: _Job, row: Member, taken: set[str], write: Write) -> None:
    name = _name(job, row.name)
    try:
        inner = find(row.open(), job.meter)
    except Spent:
        raise
    except (Damaged, OSError) as error:
        _withhold(job, name, str(error), taken, write)
        return
    why = _why_not(job, inner)
    if why:
        _withhold(job, name, why, taken, write)
        return
    with closing(tempfile.SpooledTemporaryFile(_HELD)) as aside:
        _redacted(job, name, inner, cast("IO[bytes]", aside))
        write(_free(_renamed(name, inner), taken), cast("IO[bytes]", aside))


def _why_not(job: _Job, inner: Found) -> str:
    if inner.kind:
        return "archives are nested too deeply" if job.depth + 1 >= job.meter.limits.depth else ""
    return kinds.binary(inner.head)


def _redacted(job: _Job, name: str, inner: Found, aside: IO[bytes]) -> None:
    if inner.kind:
        _archive(replace(job, depth=job.depth + 1), inner, aside)
        return
    try:
        text(job.redactor, inner.data, inner.head, cast(BinaryIO, aside), job.tally)
    except Spent:
        raise
    except Damaged as damage:
        job.outcome.damaged.append((name, str(damage)))


def _withhold(job: _Job, name: str, why: str, taken: set[str], write: Write) -> None:
    job.outcome.withheld.append((name, why))
    write(_free(f"{name}.withheld.txt", taken), io.BytesIO(f"Withheld by farhand redact: {why}\n".encode()))


def _name(job: _Job, name: str) -> str:
    """The redacted name; a mark in it is written so that every file system takes it."""
    return _MARK.sub(r"\1-\2", job.redactor.text(name, job.tally))


def _free(name: str, taken: set[str]) -> str:
    """The name, or one with a number where two names have become one."""
    stem, number = name, 2
    while name in taken:
        name, number = f"{stem}.{number}", number + 1
    taken.add(name)
    return name


def _renamed(name: str, inner: Found) -> str:
    """What is compressed otherwise, or no more, is not called as if it were."""
    if not inner.compressed:
        return name
    if inner.kind == "tar":
        bare = next((name[: -len(end)] for end in _PACKED[1:] if name.endswith(end)), "")
        return f"{bare}.gz" if bare else name
    return next((name[: -len(end)] for end in _PACKED if name.endswith(end)), name)
