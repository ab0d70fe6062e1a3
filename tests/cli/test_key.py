"""`farhand key new`: a private file that nobody else reads, never written over; a line for farhand.toml."""

from __future__ import annotations

import json
import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from farhand import cli, declare
from farhand.bundle import sealing
from tests.conftest import need

APP = '[app]\nname = "billing"\n'


@pytest.fixture(autouse=True)
def _an_open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def test_an_encryption_key_reads_what_its_line_encrypts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = tmp_path / "vendor.age"
    assert cli.main(["key", "new", "encryption", "-o", str(key)]) == 0
    _, section, line = capsys.readouterr().out.partition("[vendor]")
    (tmp_path / "farhand.toml").write_text(APP + section + line)
    app = declare.load(tmp_path / "farhand.toml")
    sealed = sealing.seal(b"x", app.sections["vendor"]["encrypt_to"])
    assert sealing.unseal(sealed, [key]) == b"x"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_a_signing_key_is_checked_by_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = tmp_path / "sign.pem"
    assert cli.main(["key", "new", "signing", "-o", str(key), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    (tmp_path / "farhand.toml").write_text(f"{APP}[vendor]\n{told['setting']}\n")
    app = declare.load(tmp_path / "farhand.toml")
    assert sealing.check(b"x", sealing.sign(b"x", key), app.sections["vendor"]["verify_key"])
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_no_private_key_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ("encryption", "signing"):
        assert cli.main(["key", "new", kind, "-o", str(tmp_path / kind)]) == 0
        private = [line for line in (tmp_path / kind).read_text().splitlines() if not line.startswith("#")]
        told = capsys.readouterr()
        assert not any(line in told.out + told.err for line in private)


def test_a_file_or_a_link_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "there").write_text("precious")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("there", "link"):
        assert cli.main(["key", "new", "signing", "-o", str(tmp_path / name)]) == 2
        assert "never overwritten" in capsys.readouterr().err
    assert (tmp_path / "there").read_text() == "precious"
    assert not (tmp_path / "nowhere").exists()


def test_a_full_disk_leaves_no_half_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    need(os.geteuid() == 0, "mounting a small disk needs root")
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", disk], check=True)
    try:
        (disk / "fill").write_bytes(b"x" * 4096)
        assert cli.main(["key", "new", "signing", "-o", str(disk / "key")]) == 2
        assert not (disk / "key").exists()
    finally:
        subprocess.run(["umount", disk], check=True)
    assert "could not be written" in capsys.readouterr().err
