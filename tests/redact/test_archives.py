"""`farhand redact` on archives: no secret passes, texts stay whole, what is binary is withheld and told."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.bundle import attacks
from tests.bundle.attacks import END, header, member

SECRET = "hunter2correcthorse"
LINE = f"2026-11-20 login with password={SECRET} failed\n".encode()
ELF = b"\x7fELF" + bytes(range(200)) + SECRET.encode()


def ran(*words: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(
        [sys.executable, "-m", "farhand", "redact", *words], input=data, capture_output=True, timeout=60
    )
    assert b"Traceback" not in done.stderr, done.stderr
    return done


def tar(*extra: bytes) -> bytes:
    return member(b"var/app.log", LINE * 3) + b"".join(extra) + END


def zipped(rows: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in rows.items():
            file.writestr(name, data)
    return out.getvalue()


def content(data: bytes) -> dict[str, bytes]:
    """What Python's own readers find in an archive, archives and compressed files in it opened."""
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return {name: file.read(name) for name in file.namelist()}
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        return {m.name: archive.extractfile(m).read() for m in archive if m.isfile()}  # type: ignore[union-attr]


def clean(data: bytes) -> bool:
    """Whether the secret is nowhere, packed or not."""
    found = content(data)
    inner = [clean(d) for d in found.values() if d[:2] in (b"PK", b"\x1f\x8b") or d[257:262] == b"ustar"]
    return all(inner) and not any(SECRET.encode() in part for d in found.items() for part in map(_raw, d))


def _raw(part: Any) -> bytes:
    return part.encode() if isinstance(part, str) else part


PACKS: dict[str, Callable[[bytes], bytes]] = {
    "tar": bytes, "tar.gz": gzip.compress, "tar.bz2": bz2.compress, "tar.xz": lzma.compress,
}  # fmt: skip


@pytest.mark.parametrize("pack", PACKS)
def test_a_tar_stays_a_tar(pack: str, tmp_path: Path) -> None:
    data = PACKS[pack](tar(member(b"bin/tool", ELF), member(b"old.log.gz", gzip.compress(LINE))))
    (tmp_path / f"a.{pack}").write_bytes(data)
    done = ran(str(tmp_path / f"a.{pack}"))
    assert done.returncode == 0, done.stderr
    found = content(done.stdout)
    assert list(found) == ["var/app.log", "bin/tool.withheld.txt", "old.log"]
    assert found["var/app.log"].count(b"password=<password:") == 3
    assert found["var/app.log"].startswith(b"2026-11-20 login with ")
    assert b"ELF" in found["bin/tool.withheld.txt"]
    assert b"bin/tool: withheld" in done.stderr
    assert clean(done.stdout)
    assert (done.stdout[:2] == b"\x1f\x8b") is (pack != "tar")


def test_a_zip_stays_a_zip_also_through_a_pipe() -> None:
    done = ran("-", data=zipped({"a.log": LINE, "b/c.json": b'{"api_key": "%s"}' % SECRET.encode()}))
    assert done.returncode == 0
    assert list(content(done.stdout)) == ["a.log", "b/c.json"]
    assert clean(done.stdout)


def test_archives_within_archives_are_redacted_and_end_at_a_depth() -> None:
    data = zipped({"deep.log": LINE})
    for level in range(5):
        data = gzip.compress(tar(member(b"%d.tgz" % level, data)))
        done = ran("-", data=data)
        assert done.returncode == 0
        assert clean(done.stdout)
        assert (b"nested too deeply" in done.stderr) is (level >= 2)


def test_names_are_redacted_and_stay_apart() -> None:
    names = [f"users/password={SECRET}/{n}.log" for n in ("a", "b")]
    done = ran("-", data=zipped(dict.fromkeys(names, LINE)))
    found = content(done.stdout)
    assert len(found) == 2
    assert not any(SECRET in name or "<" in name for name in found)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_text_with_and_without_its_mark(codec: str) -> None:
    text = LINE.decode() * 20
    alone, within = ran("-", data=text.encode(codec)), ran("-", data=zipped({"a.txt": text.encode(codec)}))
    for data in (alone.stdout, content(within.stdout)["a.txt"]):
        shown = data.decode(codec)
        assert SECRET not in shown
        assert shown.count("password=<password:") == 20
        assert shown.count("\n") == 20


def test_an_environment_with_nul_between_its_words_is_text() -> None:
    data = f"HOME=/srv\0DB_PASSWORD={SECRET}\0LANG=C.UTF-8\0PORT=8080\0".encode()
    done = ran("-", data=data)
    assert done.returncode == 0
    assert SECRET.encode() not in done.stdout
    assert done.stdout.endswith(b"\0LANG=C.UTF-8\0PORT=8080\0")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (ELF, b"ELF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), b"PNG"),
        (b"SQLite format 3\0" + bytes(100), b"SQLite"),
        (bytes(range(256)) * 30, b"binary"),
        (gzip.compress(ELF), b"ELF"),
    ],
    ids=["elf", "png", "sqlite", "noise", "packed elf"],
)
def test_what_is_binary_is_withheld_and_nothing_is_written(data: bytes, word: bytes) -> None:
    done = ran("-", data=data)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"withheld" in done.stderr
    assert word in done.stderr


def test_zstd_is_read() -> None:
    zstandard = pytest.importorskip("zstandard")
    packed = zstandard.compress(LINE * 3)
    assert ran("-", data=packed).stdout.count(b"<password:") == 3
    done = ran("-", data=zstandard.compress(tar()))
    assert clean(done.stdout)
    assert list(content(done.stdout)) == ["var/app.log"]


def test_links_and_devices_are_left_out_and_told() -> None:
    done = ran("-", data=tar(header(b"link", kind=b"2", link=b"/etc/passwd"), header(b"null", kind=b"3")))
    assert done.returncode == 0
    assert list(content(done.stdout)) == ["var/app.log"]
    assert b"link: left out: a symbolic link" in done.stderr


def test_a_truncated_archive_is_written_as_far_as_it_goes() -> None:
    whole = tar(member(b"later.log", LINE * 200))
    done = ran("-", data=whole[:-4000])
    assert done.returncode == 2
    assert b"breaks off" in done.stderr
    assert list(content(done.stdout)) == ["var/app.log", "later.log"]
    assert clean(done.stdout)


@pytest.mark.parametrize("name", attacks.ATTACKS)
def test_an_attack_comes_out_harmless(name: str) -> None:
    done = ran("-", data=attacks.ATTACKS[name][0]())
    assert done.returncode in (0, 2)
    found = content(done.stdout)
    assert found["good.log"] == b"a good line\n"
    assert not any(n.startswith("/") or ".." in n.split("/") for n in found)


def test_nothing_unredacted_is_put_on_the_disk(tmp_path: Path) -> None:
    """A member too large for memory is put aside in a file: the secret is in no byte that goes there."""
    line = b"%s other words to fill the line\n" % LINE.strip()
    data = tar(member(b"large.log", line * 150_000))
    script = (
        "import sys, tempfile; from pathlib import Path; real = tempfile.TemporaryFile\n"
        "class Seen:\n"
        "    def __init__(self, *a, **k): self.file = real(*a, **k)\n"
        "    def write(self, data):\n"
        f"        assert {SECRET.encode()!r} not in bytes(data)\n"
        f"        Path({str(tmp_path / 'used')!r}).touch()\n"
        "        return self.file.write(data)\n"
        "    def __getattr__(self, name): return getattr(self.file, name)\n"
        "tempfile.TemporaryFile = Seen\n"
        "sys.argv = ['farhand', 'redact', '-']; from farhand.cli import main; sys.exit(main())\n"
    )
    done = subprocess.run([sys.executable, "-c", script], input=data, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "used").exists()
    assert content(done.stdout)["large.log"].count(b"\n") == 150_000
