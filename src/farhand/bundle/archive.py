"""A collection as one .tar.gz, made in memory; names, times and owners are the same wherever.  Pure."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from collections.abc import Callable, Mapping

from farhand.bundle import manifest
from farhand.bundle.collect import Collected
from farhand.bundle.model import Plan
from farhand.redact import Redactor
from farhand.when import seconds

#: Gives the signature of the manifest's bytes.
Signer = Callable[[bytes], str]


def pack(
    plan: Plan, made: Collected, created: str, folder: str, redactor: Redactor, sign: Signer | None = None
) -> bytes:
    """The archive's bytes. `created` is RFC 3339, `folder` the one that everything lies in."""
    files = {
        manifest.README: manifest.readme(plan, made, created, folder, redactor).encode(
            "utf-8", "backslashreplace"
        )
    }
    files |= made.data
    files[manifest.REPORT] = _json(manifest.redaction(plan, made))
    files[manifest.SUMS] = manifest.sums(files).encode()
    others = {k: v for k, v in files.items() if k not in made.data}
    files[manifest.MANIFEST] = _json(manifest.document(plan, made, created, others, redactor))
    if sign:
        files[manifest.SIGNATURE] = (sign(files[manifest.MANIFEST]) + "\n").encode()
    return _tar(files, folder, int(seconds(created)))


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
