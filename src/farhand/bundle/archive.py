"""A collection as one .tar.gz, made in memory; names, times and owners are the same wherever.  Pure."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from farhand.bundle import manifest
from farhand.bundle.collect import Collected
from farhand.bundle.model import Plan
from farhand.bundle.plan import safe
from farhand.bundle.site import seconds
from farhand.redact import Redactor

#: Gives the signature of the manifest's bytes.
Signer = Callable[[bytes], str]


def pack(
    plan: Plan, made: Collected, created: str, folder: str, redactor: Redactor, sign: Signer | None = None
) -> bytes:
    """The archive's bytes. `created` is RFC 3339, `folder` the one that everything lies in."""
    named = _named(made, redactor)
    files = {
        manifest.README: manifest.readme(plan, named, created, folder).encode("utf-8", "backslashreplace")
    }
    files |= named.data
    files[manifest.REPORT] = _json(manifest.redaction(plan, named))
    files[manifest.SUMS] = manifest.sums(files).encode()
    others = {k: v for k, v in files.items() if k not in named.data}
    files[manifest.MANIFEST] = _json(manifest.document(plan, named, created, others, redactor))
    if sign:
        files[manifest.SIGNATURE] = (sign(files[manifest.MANIFEST]) + "\n").encode()
    return _tar(files, folder, int(seconds(created)))


def _named(made: Collected, redactor: Redactor) -> Collected:
    """The same under names that may leave: a name may hold a secret, and a sign that no archive should."""
    names = dict(_names((row.name for row in made.rows), redactor))
    rows = tuple(replace(row, name=names[row.name]) for row in made.rows)
    return replace(made, rows=rows, data={names[name]: data for name, data in made.data.items()})


def _names(given: Iterator[str], redactor: Redactor) -> Iterator[tuple[str, str]]:
    taken: set[str] = set()
    for name in given:
        made = safe(redactor.text(name))
        while made in taken:
            made += "_"
        taken.add(made)
        yield name, made


def _json(document: Mapping[str, object]) -> bytes:
    return (json.dumps(document, indent=1, ensure_ascii=True) + "\n").encode()


def _tar(files: Mapping[str, bytes], folder: str, at: int) -> bytes:
    """In the order given: the README first, the manifest last."""
    made = io.BytesIO()
    with (
        gzip.GzipFile(filename="", fileobj=made, mode="wb", mtime=at, compresslevel=6) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        for name, data in files.items():
            info = tarfile.TarInfo(f"{folder}/{name}")
            info.size, info.mtime, info.mode = len(data), at, 0o600
            tar.addfile(info, io.BytesIO(data))
    return made.getvalue()
