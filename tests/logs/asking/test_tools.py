"""Commands of all platforms: they only read, end, and quote; run against a real journal and a real docker."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from farhand import platforms
from farhand.logs import asking
from farhand.logs.asking import Asked
from farhand.logs.places import live
from farhand.when import Window, stamp
from tests.conftest import need, need_tool
from tests.kit.docker import Docker, root_of_busybox
from tests.logs.asking import written
from tests.logs.asking.written import START

TARGETS = {
    "bare": "",
    "systemd": "billing@eu.service",
    "docker": "billing-web",
    "compose": "web",
    "kubernetes": "shop/billing-6f7/app",
    "serverless": "billing",
}
#: Programs and words that change something.
CHANGES = re.compile(
    r"(?<![-\w])(rm|mv|cp|tee|dd|kill|restart|stop|start|apply|delete|patch)\b(?![-\w])|>(?!&| ?/dev/null)"
)
HOSTILE = ("it's", '"; touch pwned; "', "$(touch pwned)", "-e", "two\nlines", "`id`")
WINDOW = Window(since="2026-11-20T14:00:00Z", until="2026-11-20T14:05:00Z")
REMOTE = "/lib/systemd/systemd-journal-remote"


def asked_of(name: str, **more: object) -> Asked:
    source = "/var/log/app.log" if name == "bare" else ""
    return Asked(source, name, TARGETS[name], **more)  # type: ignore[arg-type]


EVERY = [
    asked_of(name, window=window, level=level, texts=texts, farhand=known, previous=name == "kubernetes")
    for name in platforms.names()
    for window in (WINDOW, Window(since=WINDOW.since), Window())
    for level, texts in (("", ()), ("error", HOSTILE))
    for known in (asking.MAYBE, asking.NO, asking.YES)
]


def test_there_is_one_for_each_platform() -> None:
    assert set(TARGETS) == set(platforms.names())


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_shells_and_shellcheck_find_nothing(name: str) -> None:
    scripts = [
        text for asked in EVERY if asked.platform == name
        for command in asking.answer(asked).commands for text in (command.count, command.take)
    ]  # fmt: skip
    for text in scripts:
        inner = text.partition("\n")[2].rpartition("FARHAND")[0]
        assert re.search(r"timeout \d+ sh -s <<'FARHAND'", text.partition("\n")[0])
        assert re.search(r"(head|tail) -c \d+\n|wc -c\n", inner)
        # What mail programs and terminals hand on unchanged.
        assert inner.isascii()
        assert "\t" not in inner
        assert max(map(len, inner.splitlines())) < 998
        bare = re.sub(r"'[^']*'|\"[^\"]*\"", "", inner)
        assert not CHANGES.search(bare), CHANGES.search(bare)
        subprocess.run([need_tool("dash"), "-n"], input=inner.encode(), check=True)
        subprocess.run([need_tool("busybox"), "sh", "-n"], input=inner.encode(), check=True)
    one = "\n".join(f"(\n{text.partition(chr(10))[2].rpartition('FARHAND')[0]}\n)" for text in scripts[-4:])
    words = [need_tool("shellcheck"), "-s", "sh", "-S", "warning", "-e", "SC2016", "-"]
    done = subprocess.run(words, input=one.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode()


def test_each_tool_is_told_the_window_in_its_own_words() -> None:
    def take(name: str) -> str:
        return asking.answer(asked_of(name, window=WINDOW)).commands[0].take

    assert "'--since=2026-11-20 14:00:00 UTC' '--until=2026-11-20 14:05:00 UTC'" in take("systemd")
    assert "--since=2026-11-20T14:00:00Z --until=2026-11-20T14:05:00Z -- billing-web" in take("docker")
    assert "--since-time=2026-11-20T14:00:00Z" in take("kubernetes")
    assert f"< {int(datetime(2026, 11, 20, 14, 5, tzinfo=timezone.utc).timestamp())}" in take("kubernetes")
    clouds = [c.take for c in asking.answer(asked_of("serverless", window=WINDOW)).commands]
    assert [next(w for w in ("aws", "gcloud", "az ") if f" {w}" in text) for text in clouds] == [
        "aws",
        "gcloud",
        "az ",
    ]


def test_levels_are_the_journals_own_unless_words_are_asked_for() -> None:
    own = asking.answer(asked_of("systemd", window=WINDOW, level="error"))
    assert " -p err " in own.commands[0].take
    assert any("priority `info`" in text for text in own.loses)
    words = asking.answer(asked_of("systemd", window=WINDOW, level="error", by_words=True))
    assert " -p err " not in words.commands[0].take
    assert not any("priority `info`" in text for text in words.loses)


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[written.Record]]:
    """A PATH on which journalctl reads a journal of its own: each line of standard output is an entry."""
    need_tool("journalctl")
    need(os.path.exists(REMOTE), "systemd-journal-remote is not installed")
    place = tmp_path_factory.mktemp("journal")
    records = written.log("python", [(700, n % 5, n % 4) for n in range(120)])
    rows = []
    for number, record in enumerate(records):
        for extra, line in enumerate(record.text.splitlines()):
            at = int(record.at.timestamp() * 1e6) + extra
            rows.append(_entry(at, number * 10 + extra, line, 6))
        if number % 10 == 0:
            rows.append(
                _entry(int(record.at.timestamp() * 1e6) + 9, number * 10 + 9, "from elsewhere", 6, "cron")
            )
    (place / "j").write_text("".join(rows))
    subprocess.run(
        [REMOTE, "-o", str(place / "x.journal"), str(place / "j")], check=True, capture_output=True
    )
    (place / "journalctl").write_text(f'#!/bin/sh\nexec /usr/bin/journalctl -D {place} "$@"\n')
    (place / "journalctl").chmod(0o755)
    return f"{place}:/usr/bin:/bin", records


def _entry(at: int, number: int, line: str, priority: int, unit: str = "shop") -> str:
    return (
        f"__REALTIME_TIMESTAMP={at}\n__MONOTONIC_TIMESTAMP={number}\n_BOOT_ID={'1' * 32}\n"
        f"PRIORITY={priority}\n_HOSTNAME=web-1\nSYSLOG_IDENTIFIER={unit}\n_PID=7\n_SYSTEMD_UNIT={unit}.service\nMESSAGE={line}\n\n"
    )


def bare(text: bytes) -> bytes:
    """Without what the journal, or docker, puts before each line."""
    return re.sub(rb"(?m)^\S+T\S+ (?:web-1 shop\[7\]: )?", b"", text)


@pytest.mark.parametrize(
    ("level", "text"), [("", ""), ("error", ""), ("warning", "message 1"), ("", "no such thing")]
)
def test_a_real_journal_gives_whole_records(
    journal: tuple[str, list[written.Record]], level: str, text: str
) -> None:
    path, records = journal
    since, until = START + timedelta(seconds=20), START + timedelta(seconds=60)
    asked = Asked("", "systemd", "shop.service", written.window(since, until), level=level, by_words=True,
                  texts=(text,) if text else (), farhand=asking.NO)  # fmt: skip
    wanted = written.of(written.wanted(records, since, until, level, text))
    assert bare(written.run(written.command(asked)[1], path)) == wanted


def test_what_a_tool_prints_goes_through_farhand_where_it_is(
    journal: tuple[str, list[written.Record]], tmp_path: Path
) -> None:
    path, records = journal
    (tmp_path / "farhand").write_text(f'#!/bin/sh\nexec {sys.executable} -m farhand "$@"\n')
    (tmp_path / "farhand").chmod(0o755)
    asked = Asked(
        "", "systemd", "shop", written.window(START, START + timedelta(hours=1)), texts=("message 3 ",)
    )
    env = {**os.environ, "PATH": f"{tmp_path}:{path}"}
    script = written.command(asked)[1]
    done = subprocess.run(["sh", "-c", script], env=env, capture_output=True, check=True, timeout=120)
    assert bare(done.stdout) == records[3].text.encode()
    assert b"redacted by Farhand" in done.stderr


def test_a_journal_is_a_place_of_slice(
    journal: tuple[str, list[written.Record]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, records = journal
    monkeypatch.setenv("PATH", path)
    since, until = START + timedelta(seconds=20), START + timedelta(seconds=60)
    for level in ("error", "warning", ""):
        found = sliced("journald:shop.service", since, until, level)
        assert bare(found.encode()) == written.of(written.wanted(records, since, until, level))
    place = live.place("journald:none.service")
    assert list(place.blocks()) == []
    assert "nothing of that time" in place.says


def sliced(source: str, since: datetime, until: datetime, level: str) -> str:
    times = ["--since", stamp(since.timestamp()), "--until", stamp(until.timestamp())]
    words = [sys.executable, "-m", "farhand", "logs", "slice", source, *times]
    words += ["--level", level] if level else []
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


SAYS = """\
i=0
while [ $i -lt 40 ]; do
  i=$(( i + 1 ))
  now=$(date -u '+%Y-%m-%d %H:%M:%S,000')
  case $(( i % 4 )) in
    0) printf '%s ERROR app: message %s\\nTraceback (most recent call last):\\n' "$now" $i
       printf '  File "a.py"\\nValueError: x\\n' ;;
    1) echo "$now WARNING app: message $i" >&2 ;;
    *) echo "$now INFO app: message $i" ;;
  esac
  sleep 0.2
done
exec sleep 900
"""


@pytest.fixture(scope="module")
def docker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Docker]:
    with Docker() as running:
        running.image("shop:1", root_of_busybox(tmp_path_factory.mktemp("root") / "root"))
        running.start("shop", "shop:1", "sh", "-c", SAYS)
        end = time.monotonic() + 60
        while b"message 40" not in running.docker("logs", "shop").stdout and time.monotonic() < end:
            time.sleep(0.2)
        yield running


@pytest.mark.slow
@pytest.mark.parametrize(("level", "text"), [("", ""), ("error", ""), ("warning", ""), ("", "ValueError")])
def test_a_real_container_gives_whole_records(docker: Docker, level: str, text: str) -> None:
    every = docker.docker("logs", "--timestamps", "shop")
    lines = sorted((every.stdout + every.stderr).splitlines(keepends=True))
    times = [datetime.fromisoformat(line[:19].decode() + "+00:00") for line in lines]
    since, until = times[10], times[-10]
    kept = b"".join(line for line, at in zip(lines, times, strict=True) if since <= at < until)
    wanted = [r for r in _records(bare(kept)) if _matches(r, level, text)]
    asked = Asked("", "docker", "shop", written.window(since, until), level=level,
                  texts=(text,) if text else (), farhand=asking.NO)  # fmt: skip
    found = subprocess.run(
        ["sh", "-c", written.command(asked)[1]], env=docker.env, capture_output=True, check=True
    )
    assert sorted(_records(bare(found.stdout))) == sorted(wanted)


def _records(text: bytes) -> list[bytes]:
    return [r for r in re.split(rb"(?m)^(?=2)", text) if r.startswith(b"2")]


def _matches(record: bytes, level: str, text: str) -> bool:
    known = {"": b"", "error": b" ERROR ", "warning": rb" (?:ERROR|WARNING) "}[level]
    return bool(re.search(known, record)) and text.encode() in record


@pytest.mark.slow
def test_a_container_is_a_place_of_slice(docker: Docker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", docker.env["DOCKER_HOST"])
    now = datetime.now(timezone.utc)
    found = sliced("docker:shop", now - timedelta(hours=1), now + timedelta(minutes=1), "error")
    assert found.count("ERROR") == 10
    assert found.count(" ValueError: x\n") == 10
    assert not sliced("docker:shop", now - timedelta(hours=2), now - timedelta(hours=1), "error")


@pytest.mark.slow
def test_what_docker_says_of_itself_is_told_and_is_no_log(
    docker: Docker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCKER_HOST", docker.env["DOCKER_HOST"])
    place = live.place("docker:nobody")
    assert list(place.blocks()) == []
    assert "No such container: nobody" in place.stopped
    asked = Asked("", "docker", "nobody", WINDOW, level="error", farhand=asking.NO)
    done = subprocess.run(
        ["sh", "-c", written.command(asked)[1]], env=docker.env, capture_output=True, check=False
    )
    assert done.stdout == b""
    assert b"No such container: nobody" in done.stderr


@pytest.mark.slow
def test_a_file_inside_of_a_container_of_nothing_but_busybox(docker: Docker) -> None:
    records = written.log("python", [(1000, n % 5, n % 4) for n in range(60)])
    docker.docker("exec", "-i", "shop", "sh", "-c", "cat >/tmp/app.log", given=written.of(records))
    docker.docker("exec", "-i", "shop", "sh", "-c", "cat >/tmp/app.log.1", given=written.of(records[:5]))
    since, until = START + timedelta(seconds=10), START + timedelta(seconds=40)
    asked = Asked("/tmp/app.log", "docker", "shop", written.window(since, until), level="error", inside=True,
                  sample=(records[0].text,))  # fmt: skip
    wanted = written.of(written.wanted(records, since, until, "error"))
    count, take = written.command(asked)
    assert "docker exec -i shop sh -s" in take
    done = subprocess.run(["sh", "-c", take], env=docker.env, capture_output=True, check=True)
    assert done.stdout == wanted, done.stderr
    done = subprocess.run(["sh", "-c", count], env=docker.env, capture_output=True, check=True)
    assert int(done.stdout) == len(wanted)
