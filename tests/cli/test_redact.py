"""`farhand redact` from outside: bytes, compressed files, keys, exit status."""

from __future__ import annotations

import gzip
import lzma
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

KEY = bytes(range(32))


def farhand(
    *words: str, data: bytes = b"", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "farhand", "redact", *words]
    return subprocess.run(
        command, input=data, capture_output=True, timeout=60, env={**os.environ, **(env or {})}
    )


@pytest.fixture
def key(tmp_path: Path) -> str:
    (tmp_path / "key").write_bytes(KEY)
    return str(tmp_path / "key")


def test_standard_input_and_files_give_the_same(tmp_path: Path, key: str) -> None:
    data = b"a password=hunter2x\r\nb \xff\x00\n"
    (tmp_path / "a.log").write_bytes(data)
    piped, named = farhand("--key", key, data=data), farhand("--key", key, str(tmp_path / "a.log"))
    assert piped.returncode == named.returncode == 0
    assert piped.stdout == named.stdout
    assert named.stdout.startswith(b"a password=<password:")
    assert named.stdout.endswith(b">\r\nb \xff\x00\n")


def test_compressed_files_are_written_decompressed(tmp_path: Path, key: str) -> None:
    data = b"password=hunter2x\n" * 5
    wanted = farhand("--key", key, data=data).stdout
    for packed in (gzip.compress(data), lzma.compress(data)):
        (tmp_path / "packed").write_bytes(packed)
        assert farhand("--key", key, str(tmp_path / "packed")).stdout == wanted


def test_a_truncated_archive_gives_what_could_be_read_and_says_so(tmp_path: Path) -> None:
    numbers = random.Random(7)
    packed = gzip.compress(
        b"".join(b"%d password=hunter2x\n" % numbers.getrandbits(64) for _ in range(20000))
    )
    (tmp_path / "t.gz").write_bytes(packed[: len(packed) // 2])
    done = farhand(str(tmp_path / "t.gz"))
    assert done.returncode == 2
    assert b"damaged" in done.stderr
    assert done.stdout.count(b"\n") > 1000
    assert b"hunter2" not in done.stdout


def test_reveal_finds_the_value_where_original_and_key_are(tmp_path: Path, key: str) -> None:
    (tmp_path / "a.log").write_bytes(b"x\npassword=hunter2x\n")
    mark = farhand("--key", key, str(tmp_path / "a.log")).stdout.decode().split("password=")[1].strip()
    found = farhand("--key", key, "--reveal", mark, "--in", str(tmp_path / "a.log"))
    assert (found.returncode, found.stdout) == (0, b"hunter2x\n")
    other = farhand("--key", key, "--reveal", "<password:000000000000>", "--in", str(tmp_path / "a.log"))
    assert (other.returncode, other.stdout) == (1, b"")


def test_declared_values_come_from_the_named_environment_only(tmp_path: Path) -> None:
    (tmp_path / "farhand.toml").write_text('[app]\nname = "a"\n[env.STAMP]\nsecret = true\n')
    config = ("--config", str(tmp_path / "farhand.toml"))
    env = {"STAMP": "blue-whale-7"}
    assert farhand(*config, data=b"blue-whale-7", env=env).stdout == b"blue-whale-7"
    assert b"whale" not in farhand(*config, "--here", data=b"blue-whale-7 x", env=env).stdout
    (tmp_path / ".env").write_text("STAMP=blue-whale-7\n")
    assert (
        b"whale" not in farhand(*config, "--env-file", str(tmp_path / ".env"), data=b"blue-whale-7 x").stdout
    )


@pytest.mark.parametrize(
    "words", [["/nowhere/at/all"], ["/"], ["--key", "/nowhere"], ["--in", "x"], ["--reveal", "<a:0>"]]
)
def test_unreadable_input_and_wrong_usage_are_2(words: list[str]) -> None:
    done = farhand(*words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1


def test_a_fault_of_its_own_is_70_and_writes_nothing_more(tmp_path: Path) -> None:
    code = (
        "import sys; from farhand.redact import redactor\n"
        "def broken(text): raise ZeroDivisionError\n"
        "redactor.rules.find = broken\n"
        "from farhand.cli import main; sys.exit(main(['redact']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=b"password=hunter2x\n", capture_output=True, timeout=60
    )
    assert (done.returncode, done.stdout) == (70, b"")
    assert b"hunter2x" not in done.stderr


def test_a_full_disk_and_a_closed_pipe_end_it_quietly(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"some line of a log\n" * 200_000)
    command = f"{sys.executable} -m farhand redact {tmp_path / 'big'}"
    closed = subprocess.run(["sh", "-c", f"{command} | head -n 1"], capture_output=True, timeout=60)
    assert (closed.stdout, closed.stderr) == (b"some line of a log\n", b"")
    if Path("/dev/full").exists():
        full = subprocess.run(["sh", "-c", f"{command} > /dev/full"], capture_output=True, timeout=60)
        assert full.returncode == 2
        assert full.stderr.count(b"\n") == 1
