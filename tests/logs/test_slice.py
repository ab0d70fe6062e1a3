"""`farhand logs slice` against the slow reference."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import need
from tests.logs import reference

START = datetime(2026, 11, 20, 13, 59, 50, tzinfo=timezone.utc)
MORE = [b"", b'Traceback (most recent call last):\n  File "a.py", line 3\nValueError: 2026 is no year\n']


def sliced(*words: str, data: bytes = b"") -> bytes:
    ran = subprocess.run(
        [sys.executable, "-m", "farhand", "logs", "slice", *words],
        input=data,
        capture_output=True,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def python_time(line: bytes) -> float | None:
    try:
        at = datetime.strptime(line[:23].decode("ascii"), "%Y-%m-%d %H:%M:%S,%f")
    except (ValueError, UnicodeDecodeError):
        return None
    return at.replace(tzinfo=timezone.utc).timestamp()


def python_log(steps: list[tuple[int, bool]]) -> bytes:
    """Lines of Python's logging, so many milliseconds apart, some with a traceback; none two seconds late."""
    at, latest, lines = START, START, []
    for number, (step, failed) in enumerate(steps):
        latest = max(latest, at)
        at = max(at + timedelta(milliseconds=step), latest - timedelta(seconds=1.9))
        stamp = at.strftime("%Y-%m-%d %H:%M:%S,%f")[:-3].encode()
        word = b"ERROR" if failed else b"INFO"
        lines.append(stamp + b" %s app: message %d\n" % (word, number) + MORE[failed])
    return b"".join(lines)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(-900, 9000), st.booleans()), min_size=1, max_size=60),
    st.integers(0, 60),
    st.integers(1, 60),
)
def test_the_window_of_a_log_that_is_a_little_out_of_order(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, bool]], after: int, wide: int
) -> None:
    from farhand.logs import places, slicing
    from farhand.logs.clock import Clock
    from farhand.logs.model import Query

    path = tmp_path_factory.mktemp("log") / "app.log"
    path.write_bytes(python_log(steps))
    since = START.timestamp() + after
    query = Query(since, since + wide)
    log = places.opened(str(path))
    found = slicing.cut([log], query, lambda _: Clock(), slicing.Left())
    wanted = reference.window(reference.entries(path.read_bytes(), python_time), since, since + wide)
    assert [record.text for _, record in found] == [entry.text for entry in wanted]


def test_the_command(tmp_path: Path) -> None:
    path = tmp_path / "app.log"
    path.write_bytes(python_log([(1000, n % 5 == 0) for n in range(60)]))
    found = sliced(str(path), "--since", "2026-11-20 14:00", "--until", "2026-11-20T14:00:05Z")
    assert found.count(b"message") == 5
    assert found.endswith(b"message 13\n")
    worst = sliced(str(path), "--level", "ERROR", "--tail", "2")
    assert worst.count(b"Traceback") == 2
    assert b"message 55\n" in worst


def test_a_file_that_is_missing_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "app.log"
    path.write_bytes(python_log([(1000, False)] * 3))
    words = [sys.executable, "-m", "farhand", "logs", "slice", str(tmp_path / "none.log")]
    ran = subprocess.run([*words, str(path)], capture_output=True, timeout=60)
    assert ran.returncode == 2
    assert ran.stdout == path.read_bytes()
    assert b"none.log: No such file" in ran.stderr
    alone = subprocess.run(words, capture_output=True, timeout=60)
    assert alone.returncode == 2
    assert not alone.stdout


def test_where_nothing_matches_it_is_told_when_the_log_is(tmp_path: Path) -> None:
    path = tmp_path / "app.log"
    path.write_bytes(python_log([(1000, False)] * 3))
    words = [sys.executable, "-m", "farhand", "logs", "slice", str(path), "--since", "-15m"]
    ran = subprocess.run(words, capture_output=True, timeout=60)
    assert ran.returncode == 0
    assert not ran.stdout
    assert b"2026-11-20T13:59:51.000Z to 2026-11-20T13:59:53.000Z" in ran.stderr


def test_json_lines_and_bounds(tmp_path: Path) -> None:
    path = tmp_path / "app.log"
    path.write_bytes(python_log([(1000, n == 1) for n in range(4)]))
    rows = [json.loads(line) for line in sliced(str(path), "--json").splitlines()]
    assert [row["level"] for row in rows] == ["info", "error", "info", "info"]
    assert rows[1]["time"] == "2026-11-20T13:59:52.000Z"
    assert rows[1]["text"].endswith("ValueError: 2026 is no year\n")
    assert [row["offset"] for row in rows][:2] == [0, len(rows[0]["text"])]
    words = [sys.executable, "-m", "farhand", "logs", "slice", str(path), "--max-bytes", "100"]
    ran = subprocess.run(words, capture_output=True, timeout=60)
    assert ran.stdout == path.read_bytes()[: len(rows[0]["text"])]
    assert b"3 more records" in ran.stderr


def test_the_declaration_says_the_zone_and_what_is_hidden(tmp_path: Path) -> None:
    (tmp_path / "farhand.toml").write_text(
        '[app]\nname = "x"\n[logs]\nzone = "Europe/Berlin"\n[redact]\nwords = ["message"]\n'
    )
    path = tmp_path / "app.log"
    path.write_bytes(python_log([(1000, False)] * 3))
    words = [sys.executable, "-m", "farhand", "logs"]
    more = ["--config", str(tmp_path / "farhand.toml")]
    asked = [*words, "slice", str(path), *more, "--since", "2026-11-20T12:59:52Z", "--redact"]
    ran = subprocess.run(asked, capture_output=True, timeout=60)
    assert ran.stdout.count(b"\n") == 2, "13:59:52 in Berlin is 12:59:52 UTC"
    assert b"message" not in ran.stdout
    asked = [*words, "triage", str(path), *more, "--json", "--until", "2026-11-20T12:59:52Z"]
    told = json.loads(subprocess.run(asked, capture_output=True, timeout=60).stdout)
    assert told["records"] == 1
    assert "message" not in json.dumps(told["templates"])


@pytest.mark.parametrize(
    ("since", "until", "count"),
    [
        ("2026-11-20 13:59:51", "13:59:53", 2),  # of that day, whenever the log ends
        ("13:59:52", "14:00:00", 2),
        ("-1h30m", "", 0),
    ],
)
def test_times_as_people_write_them(tmp_path: Path, since: str, until: str, count: int) -> None:
    path = tmp_path / "app.log"
    path.write_bytes(python_log([(1000, False)] * 3) + b"2026-11-20 23:00:00,000 INFO app: last\n")
    more = ["--until", until] if until else []
    assert sliced(str(path), "--since", since, *more).count(b"message") == count


@pytest.mark.parametrize("more", [["slice", "--level", "ERROR"], ["triage"]])
def test_a_named_pipe_waits_for_its_writer(tmp_path: Path, more: list[str]) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    words = [sys.executable, "-m", "farhand", "logs", *more, str(path)]
    reader = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        need(_waits_for_a_writer(reader), "the kernel does not tell in which call a process waits")
        path.write_bytes(python_log([(1000, number == 3) for number in range(5)]))
        out, told = reader.communicate(timeout=60)
    finally:
        reader.kill()
        reader.wait()
    assert reader.returncode in (0, 4), told  # 4: an exception alone decides nothing
    assert b"ValueError" in out
    if more[0] == "slice":
        assert out.count(b"message") == 1
        assert b"message 3\n" in out


def _waits_for_a_writer(reader: subprocess.Popen[bytes]) -> bool:
    """Whether the process has come to where the kernel lets it wait for somebody who opens the pipe."""
    told = Path(f"/proc/{reader.pid}/wchan")
    for _ in range(1200):
        if told.is_file() and told.read_text() == "wait_for_partner":
            return True
        assert reader.poll() is None, "it did not wait"
        time.sleep(0.05)
    return False
