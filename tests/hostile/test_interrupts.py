"""Ctrl-C and SIGTERM at any moment: the partial report or the finished one, and never a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.command import FARHAND, Done, calm, declare
from tests.hostile.loopback import silent


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A site with something quick, something that waits for its 3 s, and something that is never done."""
    with silent() as port:
        rows = [f'[dependencies.quick]\nkind = "tcp"\nhost = "127.0.0.1"\nport = {port}']
        for kind in ("http", "redis"):
            rows.append(f'[dependencies.{kind}]\nkind = "{kind}"\nurl = "{kind}://127.0.0.1:{port}/0"')
        declare(tmp_path, "\n".join(rows))
        yield tmp_path


def interrupted(
    folder: Path, words: list[str], delays: list[float], number: int = signal.SIGINT, begun: bool = True
) -> Done:
    """Start it, and send the signal after each of these delays, counted from its first look or its start."""
    process = subprocess.Popen(
        [*FARHAND, *words], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    zero = looking(process) if begun else time.monotonic()
    for delay in delays:
        time.sleep(max(0.0, zero + delay - time.monotonic()))
        process.send_signal(number)
    sent = time.monotonic()
    out, err = process.communicate(timeout=30)
    return Done(process.returncode, out, err, time.monotonic() - sent)


def looking(process: subprocess.Popen[bytes]) -> float:
    """Wait until it looks at something, which is when it has a second thread; the time at which it had."""
    threads = Path(f"/proc/{process.pid}/task")
    patience = time.monotonic() + 20
    while process.poll() is None and len(list(threads.iterdir())) < 2 and time.monotonic() < patience:
        time.sleep(0.005)
    return time.monotonic()


def whole(done: Done) -> None:
    """Nothing, or one document."""
    calm(done, (0, 1, 4, 130))
    assert done.err == b""
    assert done.seconds < 1.5 or done.seconds < 1.5 + 3 * start(), f"it went on for {done.seconds:.1f} s"
    if done.out:
        report = json.loads(done.out)
        assert report["schema"] == "farhand.report/1"
        assert {r["subject"] for r in report["results"]} >= {"quick", "http", "redis"}


def start() -> float:
    """Python's own start, before any line of ours has run, is not ours to guard."""
    times = []
    for _ in range(3):
        begun = time.monotonic()
        subprocess.run([sys.executable, "-c", "import runpy, farhand.cli"], check=True)
        times.append(time.monotonic() - begun)
    return max(times)


def not_begun(done: Done, number: int) -> bool:
    """The signal came while Python itself was starting, as on a busy machine: no line of ours had run."""
    return not done.out and (done.code == -number or (done.err != b"" and b"farhand" not in done.err))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_at_any_moment(folder: Path, number: int) -> None:
    first = start()
    for delay in (first + 0.02 * n for n in range(22)):
        done = interrupted(folder, ["self-test", "--here", "--json"], [delay], number, begun=False)
        if not not_begun(done, number):
            whole(done)
            assert done.code == 130, f"after {delay} s: exit status {done.code}"


@pytest.mark.matrix(4)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_while_it_looks(folder: Path, number: int) -> None:
    for delay in (0.0, 0.3, 0.9, 1.9, 2.5, 2.9, 2.97, 3.0, 3.03, 3.1):
        done = interrupted(folder, ["self-test", "--here", "--json"], [delay], number)
        whole(done)
        assert done.code == 130 or delay > 2.3, f"after {delay} s: exit status {done.code}"
        assert done.out, f"no report after {delay} s"


def test_the_partial_report_tells_what_was_seen(folder: Path) -> None:
    report = json.loads(interrupted(folder, ["self-test", "--here", "--json"], [2.0]).out)
    rows = {(r["subject"], r["stage"]): r for r in report["results"]}
    assert rows["quick", "tcp"]["outcome"] == "pass"
    assert rows["http", "http"]["because"] == "interrupted"
    assert report["verdict"] == "undecided"
    assert report["causes"] == []


def test_also_as_text_with_files(folder: Path) -> None:
    done = interrupted(folder, ["self-test", "--here", "--html", "r.html", "--junit", "j.xml"], [1.0])
    calm(done, (130,))
    assert "Undecided" in done.text
    assert "</html>" in (folder / "r.html").read_text()
    assert (folder / "j.xml").read_text().endswith("</testsuites>\n")


def test_while_waiting_for_better_days(folder: Path) -> None:
    """With --wait, between two runs and within the second one."""
    for delay in (2.9, 3.3, 3.8, 5.0):
        done = interrupted(folder, ["self-test", "--here", "--json", "--wait", "30s"], [delay])
        whole(done)
        assert (done.code, bool(done.out)) == (130, True)


def test_twice_gives_the_report_still_and_three_times_ends_at_once(folder: Path) -> None:
    done = interrupted(folder, ["self-test", "--here", "--json"], [1.0, 1.001])
    whole(done)
    assert (done.code, bool(done.out)) == (130, True)
    for gap in (0.0, 0.01, 0.03):
        done = interrupted(folder, ["self-test", "--here"], [1.0, 1.0 + gap, 1.0 + 2 * gap])
        calm(done, (130,))


def test_while_nobody_reads(folder: Path) -> None:
    """Printing blocks on a full pipe; Ctrl-C three times ends that too."""
    rows = "".join(f'[dependencies.d{n}]\nkind = "nonsense"\n' for n in range(400))
    declare(folder, rows)
    process = subprocess.Popen([*FARHAND, "self-test", "--json"], cwd=folder, stdout=subprocess.PIPE)
    time.sleep(2.5)
    assert process.poll() is None
    for _ in range(3):
        process.send_signal(signal.SIGINT)
        time.sleep(0.1)
    assert process.wait(timeout=5) == 130
    assert process.stdout is not None
    process.stdout.close()


@pytest.mark.parametrize("words", [["diagnose"], ["redact"]])
def test_commands_that_read_a_stream(tmp_path: Path, words: list[str]) -> None:
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [*FARHAND, *words], cwd=tmp_path, stdin=reading, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(0.7)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)
    os.close(writing)
    os.close(reading)
    assert (process.returncode, out, err) == (130, b"", b"")


def test_who_wants_it_ignored_is_obeyed(folder: Path) -> None:
    """`nohup` and `&` in a script: the run goes on to its end."""
    process = subprocess.Popen(
        [*FARHAND, "self-test", "--here", "--json", "--only", "quick"],
        cwd=folder, stdout=subprocess.PIPE, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
    )  # fmt: skip
    for _ in range(20):
        process.send_signal(signal.SIGINT)
        time.sleep(0.01)
    out, _ = process.communicate(timeout=20)
    assert process.returncode in (0, 3, 4)
    assert json.loads(out)["results"]
