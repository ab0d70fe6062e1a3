"""`farhand logs triage` as it is called."""

from __future__ import annotations

import gzip
import json
import os
import pty
import random
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from tests import made_logs

DENIED = (
    'Traceback (most recent call last):\n  File "/srv/shop/db.py", line 44, in get\n    conn.execute()\n'
    "psycopg.OperationalError: connection failed: FATAL:  sorry, too many clients already\n"
)


def farhand(*words: str, data: bytes = b"", folder: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "farhand", "logs", *words]
    return subprocess.run(command, input=data, capture_output=True, cwd=folder, timeout=120)


def told(*words: str, data: bytes = b"", code: int = 1) -> dict[str, Any]:
    ran = farhand("triage", *words, "--json", data=data)
    assert ran.returncode == code, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def line(second: int, level: str, text: str) -> str:
    return f"2026-11-20 {second // 3600:02}:{second // 60 % 60:02}:{second % 60:02},000 {level} {text}\n"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """From 02:00 on the database refuses, and a minute later requests fail."""
    path, chance = tmp_path_factory.mktemp("shop") / "shop.log", random.Random(1)
    rows = []
    for second in range(0, 14400, 4):
        rows.append(line(second, "INFO", f"[shop.api] trace=t{second:05} GET /orders/{second} 200"))
        if second >= 7200 and chance.random() < 0.5:
            rows.append(
                line(second, "ERROR", f"[shop.db] trace=t{second:05} order {second} not read") + DENIED
            )
        if second >= 7260 and chance.random() < 0.5:
            rows.append(line(second, "ERROR", f"[shop.api] GET /orders/{second} failed, password=hunter2abc"))
    path.write_text("".join(rows))
    return path


def test_what_broke_first_and_the_cause(shop: Path) -> None:
    found = told(str(shop))
    assert (found["schema"], found["verdict"], found["whole"]) == ("farhand.triage/1", "fault", True)
    assert found["records"] == shop.read_text().count("\n2026") + 1
    first = found["broken_first"][0]
    assert first["since"].startswith("2026-11-20T02:00")
    assert "not read" in first["template"]
    assert "failed" in first["followed_by"][0]["template"]
    assert found["causes"][0]["id"] == "postgres.too_many_connections"
    assert found["causes"][0]["evidence"][0]["text"].startswith("psycopg.OperationalError")
    assert found["exceptions"][0]["type"] == "psycopg.OperationalError"
    assert found["exceptions"][0]["place"] == "/srv/shop/db.py:44 in get"
    assert sum(bad for _, bad, _ in found["rate"]["points"]) == found["errors"]


def test_any_way_in_gives_the_same(shop: Path, tmp_path: Path) -> None:
    data = shop.read_bytes()
    (tmp_path / "app.log.gz").write_bytes(gzip.compress(data))
    (tmp_path / "app.log").write_bytes(data)
    whole = told(str(shop))
    for words, given in (
        ((str(tmp_path / "app.log.gz"),), b""),
        (("-",), data),
        (("-",), gzip.compress(data)),
    ):
        found = told(*words, data=given)
        for key in ("records", "errors", "shapes", "rate", "verdict"):
            assert found[key] == whole[key]
        assert found["causes"][0]["id"] == whole["causes"][0]["id"]
    both = told(str(tmp_path))
    assert both["records"] == 2 * whole["records"]
    assert len(both["sources"]) == 2


def test_errors_alone_find_the_same_errors(shop: Path) -> None:
    whole, errors = told(str(shop)), told(str(shop), "--errors")
    assert errors["records"] == errors["errors"] == whole["errors"]
    assert errors["causes"][0]["id"] == whole["causes"][0]["id"]
    assert errors["broken_first"][0]["since"] == whole["broken_first"][0]["since"]


def test_what_is_new(shop: Path, tmp_path: Path) -> None:
    healthy = tmp_path / "yesterday.log"
    healthy.write_text(
        "".join(line(s, "INFO", f"[shop.api] trace=t{s:05} GET /orders/{s} 200") for s in range(500))
    )
    new = [row["text"] for row in told(str(shop), "--healthy", str(healthy))["new"]]
    assert len(new) == 2
    assert any("failed" in text for text in new)
    late = told(str(shop), "--new-since", "2026-11-20T02:00:30Z")["new"]
    assert ["failed" in row["text"] for row in late] == [True]
    assert told(str(shop))["new"] is None


def test_a_window(shop: Path) -> None:
    found = told(str(shop), "--until", "02:00", code=4)  # of the log's last day
    assert found["errors"] == 0
    assert found["records"] == 1800


def test_the_chain_of_one_id_over_several_logs(shop: Path, tmp_path: Path) -> None:
    worker = tmp_path / "worker.log"
    worker.write_text(line(7200, "INFO", "service=mail trace=t07200 sent") + line(7300, "INFO", "other"))
    trace = next(s for s in range(7200, 14400, 4) if f"order {s} not read" in shop.read_text())
    worker.write_text(
        line(trace, "INFO", f"service=mail trace=t{trace:05} sent") + line(trace, "INFO", "other")
    )
    chain = told(str(worker), str(shop), "--trace", f"t{trace:05}")["trace"]
    assert [row["service"] for row in chain] == ["mail", "shop.log", "shop.log"]
    assert chain[-1]["level"] == "error"
    assert "too many clients" in chain[-1]["text"]


def test_secrets(shop: Path, tmp_path: Path) -> None:
    page = tmp_path / "triage.html"
    ran = farhand("triage", str(shop), "--html", str(page))
    assert b"failed" in ran.stdout
    assert b"hunter2abc" not in ran.stdout
    assert "too many clients" in page.read_text()
    assert "hunter2abc" not in page.read_text()
    assert farhand("triage", str(shop), "--html", str(page), "--quiet").stdout == b""
    assert "hunter2abc" not in page.read_text()


def test_the_page_escapes(tmp_path: Path) -> None:
    log, page = tmp_path / "a.log", tmp_path / "a.html"
    log.write_text(line(1, "ERROR", "<script>alert(1)</script> \x1b[31m no") * 30)
    farhand("triage", str(log), "--html", str(page))
    assert "<script" not in page.read_text()
    assert "\x1b" not in page.read_text()


def test_lines_worth_sending_stay_within_the_budget(shop: Path) -> None:
    rows = told(str(shop), "--budget", "600")["worth_sending"]
    assert rows
    assert sum(len(row["text"]) + len(row["why"]) for row in rows) <= 600


def test_what_cannot_be_read(shop: Path, tmp_path: Path) -> None:
    found = told(str(shop), str(tmp_path / "none.log"), code=2)
    assert found["causes"]
    assert found["unread"][0]["source"].endswith("none.log")
    cut = tmp_path / "cut.gz"
    cut.write_bytes(gzip.compress(shop.read_bytes())[:-2000])
    assert told(str(cut), code=2)["records"] > 100
    ran = farhand("triage", str(tmp_path / "none.log"))
    assert ran.returncode == 2
    assert b"No such file" in ran.stderr


def test_what_is_kept_in_a_case(shop: Path, tmp_path: Path) -> None:
    from farhand.case import Case

    Case(tmp_path, "test", create=True).close()
    farhand("triage", str(shop), "--case", str(tmp_path))
    (entry,) = Case(tmp_path, "test").entries()
    assert entry.kind == "triage"
    assert "hunter2abc" not in json.dumps(entry.body)


def on_a_terminal(*words: str, until: str, then: int) -> tuple[str, int]:
    """What the command shows on a terminal, and its exit status; a signal is sent when `until` is there."""
    lead, follow = pty.openpty()
    ran = subprocess.Popen(
        [sys.executable, "-m", "farhand", "logs", *words], stdin=follow, stdout=follow, stderr=follow,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "120"},
    )  # fmt: skip
    os.close(follow)
    seen, sent = b"", False
    while True:
        try:
            data = os.read(lead, 1 << 16)
        except OSError:
            break
        if not data:
            break
        seen += data
        if until.encode() in seen and not sent:
            sent = True
            ran.send_signal(then)
    os.close(lead)
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", seen.decode("utf-8", "replace")), ran.wait()


@pytest.fixture(scope="module")
def long_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("long") / "app.log"
    made_logs.write(path, 4_000_000)
    with path.open("ab") as file:
        data = path.read_bytes()
        for _ in range(79):
            file.write(data)
    return path


@pytest.mark.parametrize("workers", ["1", "2"])
def test_progress_and_what_is_known_at_ctrl_c(long_log: Path, workers: str) -> None:
    seen, code = on_a_terminal(
        "triage", str(long_log), "--workers", workers, until="MB/s", then=signal.SIGINT
    )
    assert re.search(r"reading .*MB.*MB/s.*left", seen)
    assert "interrupted: this is what is known after" in seen
    assert "Messages" in seen
    assert code == 130


def test_a_pipe_that_stays_open_is_interrupted(shop: Path) -> None:
    """What has come by then is told."""
    ran = subprocess.Popen(
        [sys.executable, "-m", "farhand", "logs", "triage", "-", "--json"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert ran.stdin
    feeding = threading.Thread(target=_feed, args=(ran, shop.read_bytes() * 30), daemon=True)
    feeding.start()
    feeding.join()
    ran.send_signal(signal.SIGINT)
    out, _ = ran.communicate(timeout=60)
    found = json.loads(out)
    assert ran.returncode == 130
    assert not found["whole"]
    assert found["records"] > 1000


def _feed(ran: subprocess.Popen[bytes], data: bytes) -> None:
    """All of it; when this returns, all but what fits a pipe was read."""
    assert ran.stdin
    ran.stdin.write(data)
    ran.stdin.flush()


def test_slice_on_a_terminal_shows_how_far_it_is_and_stops(long_log: Path) -> None:
    words = ("slice", str(long_log), "--regex", "no such (text|word)+", "--max-bytes", "0")
    seen, code = on_a_terminal(*words, until="/s", then=signal.SIGINT)
    assert re.search(r"reading .*MB.*MB/s", seen)
    assert "interrupted; what was found so far is printed" in seen
    assert code == 130
