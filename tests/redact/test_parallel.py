"""One file on all cores: the same bytes as with one, and closed when a process dies."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from farhand.redact import Policy, Redactor, Tally, parallel
from tests.redact.samples import KEEPS, LEAKS, PEM, SECRET

KEY = b"k" * 32
LINES = ("\n".join([*LEAKS, *KEEPS]) + "\n" + PEM).encode()


def copied(data: bytes, **options: int) -> bytes:
    out = io.BytesIO()
    parallel.copy(Redactor(key=KEY), io.BytesIO(data), out, processes=2, **options)
    return out.getvalue()


def serial(data: bytes) -> bytes:
    out = io.BytesIO()
    Redactor(key=KEY).stream(io.BytesIO(data), out)
    return out.getvalue()


@pytest.mark.parametrize("piece", [70_000, 200_000])
def test_the_result_is_that_of_one_process(piece: int) -> None:
    data = LINES * 14 + b"\xff\xfe no text \x80 password=hunter2secret\r\n" + LINES * 6
    assert copied(data, piece=piece) == serial(data)


@pytest.mark.parametrize("end", [b"", b"\n", b"password=hunter2secret"])
def test_the_end_of_the_file_stays(end: bytes) -> None:
    data = b"plain line\n" * 2000 + end
    assert copied(data, piece=1000) == serial(data)


def test_a_line_too_long_to_hold_is_left_to_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel.Cut.__init__, "__defaults__", (1000, 20_000))
    long = b"x" * 50_000 + b" password=" + SECRET.encode() + b" y\n"
    data = b"password=hunter2secret\n" * 500 + long + b"after password=hunter2secret\n"
    said = copied(data, piece=1000)
    assert SECRET.encode() not in said
    assert said.count(b"\n") == data.count(b"\n")
    assert said == serial(data)


def test_everything_is_counted_once() -> None:
    tally = Tally()
    data = b"password=hunter2secret\n" * 3000
    parallel.copy(Redactor(key=KEY), io.BytesIO(data), io.BytesIO(), tally, processes=2, piece=2000)
    assert tally.counts == {"password": 3000}
    assert len(tally.samples) == tally.most


def test_what_the_policy_says_holds_in_every_process() -> None:
    policy = Policy("strict", words=("Project Falcon",), keep=("10.1.1.1",))
    redactor = Redactor({"blue-whale-7"}, KEY, policy)
    data = b"blue-whale-7 PROJECT_FALCON 10.1.1.1 10.1.1.2\n" * 400
    out = io.BytesIO()
    parallel.copy(redactor, io.BytesIO(data), out, processes=2, piece=1000)
    said = out.getvalue().decode()
    assert "whale" not in said
    assert "FALCON" not in said
    assert "10.1.1.2" not in said
    assert said.count("10.1.1.1") == 400


def test_a_source_that_fails_in_the_middle_is_told_after_what_came_before_it() -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            data = super().read(size)
            if not data:
                raise OSError(5, "Input/output error")
            return data

    out, source = io.BytesIO(), Failing(b"password=hunter2secret\n" * 900)
    with pytest.raises(OSError, match="Input/output"):
        parallel.copy(Redactor(key=KEY), source, out, processes=2, piece=2000)
    assert out.getvalue().count(b"<password:") == 900


def _children(pid: int) -> list[int]:
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(word) for word in told.split()]


def test_a_killed_process_ends_the_copy_and_no_secret_has_left(tmp_path: Path) -> None:
    source = tmp_path / "app.log"
    source.write_bytes(b"2026-11-20 10:00:00 INFO app password=hunter2secret took 12 ms\n" * 400_000)
    with (tmp_path / "out").open("wb") as out:
        run = subprocess.Popen(
            [sys.executable, "-m", "farhand", "redact", str(source)], stdout=out, stderr=subprocess.PIPE,
            env={**os.environ, "FARHAND_CONFIG": ""},
        )  # fmt: skip
        try:
            _kill_one_of(run)
            _, told = run.communicate(timeout=60)
        finally:
            run.kill()
    said = (tmp_path / "out").read_bytes()
    assert run.returncode == 70, told
    assert SECRET.encode() not in said
    assert len(said) < source.stat().st_size


def _kill_one_of(run: subprocess.Popen[bytes]) -> None:
    """The first process that works, as soon as there is one: what the kernel does when memory is short."""
    for _ in range(3000):
        workers = _children(run.pid)
        if workers:
            time.sleep(0.05)
            os.kill(workers[0], signal.SIGKILL)
            return
        assert run.poll() is None, "it has ended before anything could be killed"
        threading.Event().wait(0.005)
    pytest.fail("no process was begun")
