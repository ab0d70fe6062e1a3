"""`farhand bundle open`: a bundle comes out whole, an altered one is named, an encrypted one is decrypted."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

import farhand
from farhand.bundle.model import SCHEMA
from tests.bundle.attacks import END, member
from tests.conftest import need

FILES = {"logs/app.log": b"fine\n", "evidence/self-test.json": b"{}\n"}


#: The package that is tested, from whatever folder a command is run in.
ENV = {**os.environ, "PYTHONPATH": str(Path(farhand.__file__).parents[1])}


def ran(*words: str, data: bytes = b"", at: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "farhand", "bundle", "open", *words],
        input=data, capture_output=True, timeout=60, cwd=at, env=ENV,
    )  # fmt: skip


def bundle(files: dict[str, bytes], top: str = "", said: dict[str, bytes] | None = None) -> bytes:
    """A Farhand bundle; its manifest says what `said` holds."""
    rows = [
        {"name": n, "outcome": "ok", "bytes": len(d), "sha256": hashlib.sha256(d).hexdigest()}
        for n, d in (said or files).items()
    ]
    rows.append({"name": "logs/absent.log", "outcome": "absent", "says": "it is not there", "sha256": ""})
    readme = b"What this is.\n"
    beside = [{"name": "README.txt", "sha256": hashlib.sha256(readme).hexdigest()}]
    manifest = json.dumps({"schema": SCHEMA, "rows": rows, "files": beside}).encode()
    parts = {"README.txt": readme, **files, "manifest.json": manifest, "manifest.json.sig": b"c2ln\n"}
    return gzip.compress(b"".join(member((top + n).encode(), d) for n, d in parts.items()) + END)


@pytest.mark.parametrize("top", ["", "billing-2026-11-20/"])
def test_a_bundle_is_opened_and_checked(top: str, tmp_path: Path) -> None:
    (tmp_path / "b.tar.gz").write_bytes(bundle(FILES, top))
    done = ran("b.tar.gz", at=tmp_path)
    assert done.returncode == 0, done.stderr
    assert b"every file is as its manifest says" in done.stdout
    assert b"next: farhand diagnose b\n" in done.stdout
    assert (tmp_path / "b" / top / "logs/app.log").read_bytes() == b"fine\n"
    assert (tmp_path / "b").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("files", "name", "word"),
    [
        ({**FILES, "logs/app.log": b"fake\n"}, "logs/app.log", "altered"),
        ({"logs/app.log": b"fine\n"}, "evidence/self-test.json", "not in the bundle"),
        ({**FILES, "logs/more.log": b"new\n"}, "logs/more.log", "not in the manifest"),
    ],
    ids=["changed", "removed", "added"],
)
def test_a_tampered_bundle_is_told_by_name(
    files: dict[str, bytes], name: str, word: str, tmp_path: Path
) -> None:
    (tmp_path / "b.tar.gz").write_bytes(bundle(files, said=FILES))
    done = ran("b.tar.gz", "--json", at=tmp_path)
    assert done.returncode == 1
    document = json.loads(done.stdout)
    assert document["is_bundle"] is True
    assert [row["name"] for row in document["wrong"]] == [name]
    assert word in document["wrong"][0]["why"]


def test_a_manifest_that_names_other_places_reads_nothing_there(tmp_path: Path) -> None:
    said = {**FILES, "../../etc/passwd": b"", "/etc/passwd": Path("/etc/passwd").read_bytes()}
    (tmp_path / "b.tar.gz").write_bytes(bundle(FILES, said=said))
    done = ran("b.tar.gz", "--json", at=tmp_path)
    assert {row["name"] for row in json.loads(done.stdout)["wrong"]} == {"../../etc/passwd", "/etc/passwd"}


@pytest.mark.parametrize(
    "manifest",
    [
        b"[]",
        b"{",
        b'{"schema": 5}',
        b"[" * 100_000,
        b'{"schema": "farhand.bundle/1", "rows": [1, {"name": 2}]}',
    ],
    ids=["list", "cut", "other", "deep", "odd rows"],
)
def test_no_manifest_makes_it_fall_over(manifest: bytes, tmp_path: Path) -> None:
    (tmp_path / "b.tar").write_bytes(member(b"manifest.json", manifest) + END)
    assert ran("b.tar", at=tmp_path).returncode == 0


def test_zip_stdin_and_what_is_left_out(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("a/b.log", "text\n")
        file.writestr("../evil", "harm")
    done = ran("-", "-o", "here", data=out.getvalue(), at=tmp_path)
    assert done.returncode == 3
    assert b"left out: ../evil: its name leads out" in done.stdout
    assert [p.name for p in tmp_path.iterdir()] == ["here"]


@pytest.mark.parametrize(
    ("data", "word"),
    [(b"just text", b"no archive"), (gzip.compress(b"a log"), b"one compressed file"), (b"", b"no archive")],
    ids=["text", "gzip", "empty"],
)
def test_what_is_no_archive_is_told(data: bytes, word: bytes, tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(data)
    done = ran("f", at=tmp_path)
    assert done.returncode == 2
    assert word in done.stderr
    assert b"Traceback" not in done.stderr
    assert os.listdir(tmp_path) == ["f"]


def test_a_truncated_bundle_keeps_what_there_is(tmp_path: Path) -> None:
    whole = gzip.decompress(bundle(FILES))
    (tmp_path / "b.tar").write_bytes(whole[:-1300])
    done = ran("b.tar", at=tmp_path)
    assert done.returncode == 2
    assert b"breaks off" in done.stdout
    assert (tmp_path / "b/logs/app.log").exists()


def test_an_encrypted_bundle(tmp_path: Path) -> None:
    pyrage: Any = pytest.importorskip("pyrage")
    key = pyrage.x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(str(key))
    (tmp_path / "b.tar.gz.age").write_bytes(pyrage.encrypt(bundle(FILES), [key.to_public()]))
    done = ran("b.tar.gz.age", "--identity", "key.txt", at=tmp_path)
    need(b"cannot decrypt" not in done.stderr, "there is no farhand.bundle.sealing")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "b/logs/app.log").read_bytes() == b"fine\n"
    assert ran("b.tar.gz.age", "-o", "other", at=tmp_path).returncode == 2
    assert not (tmp_path / "other").exists()
