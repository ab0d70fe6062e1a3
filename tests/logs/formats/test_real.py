"""Real programs write their logs; each record is found whole, with its level, and a time within the test's.

What a program writes changes with its version: so only what the test made it do is looked for.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from farhand.logs.clock import Clock
from farhand.logs.recognise import recognise
from farhand.logs.slicing import records
from tests.conftest import need, need_tool
from tests.embed.servers import free_port
from tests.lab.namespaces import tool
from tests.lab.servers import databases

pytestmark = pytest.mark.slow

INFO, WARNING, ERROR, CRITICAL = 20, 30, 40, 50
Row = tuple[int, bytes, int]


def read(*paths: Path) -> tuple[str, list[Row]]:
    """The format's name, and of each record its level, message and count of lines."""
    data = b"".join(path.read_bytes() for path in paths)
    reading = recognise(data[: 1 << 16], Clock(None, time.time()))
    assert reading is not None, data[:500]
    found, form = list(records.of_blocks(reading, [data])), reading.format
    assert b"".join(one.text for one in found) == data
    if not reading.timeless:
        timed = [one.time for one in found if one.time is not None]
        assert timed, data[:500]
        assert all(abs(at - time.time()) < 600 for at in timed), data[:500]
    return form.NAME, [(form.level(one.text), form.message(one.text), one.text.count(b"\n")) for one in found]


def of(rows: list[Row], text: bytes) -> Row:
    """The one record with that text in its message."""
    (found,) = [row for row in rows if text in row[1]]
    return found


@contextmanager
def running(argv: list[str], ready: Callable[[], object], log: Path | None = None) -> Iterator[None]:
    """A program that is ended afterwards; `ready` is true when it works."""
    with open(log or os.devnull, "ab") as out, subprocess.Popen(argv, stdout=out, stderr=out) as program:
        try:
            until = time.monotonic() + 30
            while not ready():
                assert program.poll() is None, (argv, log and log.read_text())
                assert time.monotonic() < until, (argv, log and log.read_text())
                time.sleep(0.05)
            yield
        finally:
            program.send_signal(signal.SIGTERM)
            program.wait(30)


def status(url: str) -> int:
    try:
        with urlopen(url, timeout=10) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code
    except URLError:
        return 0


def fail() -> None:
    raise ValueError("2026-11-20 14:02:03 is no number")


@pytest.mark.parametrize(
    "layout",
    [
        "%(asctime)s %(levelname)s %(name)s: %(message)s",
        "%(asctime)s - %(name)s - %(levelname)s - %(message)s",
        "[%(asctime)s] %(levelname)s in %(module)s: %(message)s",
        "%(levelname)s %(asctime)s %(module)s %(process)d %(message)s",
        "%(asctime)s.%(msecs)03d|%(levelname)-8s|%(message)s",
        logging.BASIC_FORMAT,
    ],
)
def test_pythons_logging(tmp_path: Path, layout: str) -> None:
    handler = logging.FileHandler(tmp_path / "app.log")
    formatter = logging.Formatter(layout)
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    log = logging.Logger("app")
    log.addHandler(handler)
    log.info("started")
    try:
        fail()
    except ValueError:
        log.exception("no answer")
    log.warning("slow")
    handler.close()
    _, rows = read(tmp_path / "app.log")
    assert [(level, lines > 5) for level, _, lines in rows] == [
        (INFO, False),
        (ERROR, True),
        (WARNING, False),
    ]
    assert b"no answer" in rows[1][1]


@pytest.mark.parametrize("renderer", ["ConsoleRenderer", "JSONRenderer", "LogfmtRenderer"])
def test_structlog(tmp_path: Path, renderer: str) -> None:
    structlog = pytest.importorskip("structlog")
    with open(tmp_path / "app.log", "w") as out:
        log = structlog.wrap_logger(
            structlog.PrintLogger(out),
            processors=[
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                *([] if renderer == "ConsoleRenderer" else [structlog.processors.format_exc_info]),
                getattr(structlog.dev if renderer == "ConsoleRenderer" else structlog.processors, renderer)(),
            ],
        )
        log.info("started", n=1)
        try:
            fail()
        except ValueError:
            log.error("no answer", exc_info=True)
        log.warning("slow")
    _, rows = read(tmp_path / "app.log")
    assert [level for level, _, _ in rows] == [INFO, ERROR, WARNING]
    assert b"no answer" in rows[1][1]


@pytest.mark.parametrize("serialize", [False, True])
def test_loguru(tmp_path: Path, serialize: bool) -> None:
    loguru = pytest.importorskip("loguru")
    sink = loguru.logger.add(
        tmp_path / "app.log",
        serialize=serialize,
        format="{time:YYYY-MM-DD HH:mm:ss.SSS!UTC} | {level: <8} | {message}",
    )
    loguru.logger.info("started")
    try:
        fail()
    except ValueError:
        loguru.logger.exception("no answer")
    loguru.logger.remove(sink)
    _, rows = read(tmp_path / "app.log")
    assert [(level, b"no answer" in message) for level, message, _ in rows] == [(INFO, False), (ERROR, True)]


def test_gunicorn(tmp_path: Path) -> None:
    need((Path(sys.executable).parent / "gunicorn").exists(), "gunicorn is not installed")
    (tmp_path / "app.py").write_text("def app(environ, start):\n    raise ValueError('no answer')\n")
    port, log = free_port(), tmp_path / "out.log"
    argv = [
        sys.executable,
        "-m",
        "gunicorn",
        "app:app",
        "--chdir",
        str(tmp_path),
        "-b",
        f"127.0.0.1:{port}",
        "--access-logfile",
        "-",
    ]
    with running(argv, lambda: status(f"http://127.0.0.1:{port}/") == 500, log):
        pass
    name, rows = read(log)
    traces = [row for row in rows if b"Error handling request" in row[1]]
    assert traces
    assert all(level == ERROR and lines > 5 for level, _, lines in traces)
    asked = [row for row in rows if b'"GET / HTTP/1.1" 500' in row[1]]
    assert {level for level, _, _ in asked} == {ERROR}, name


def test_java_util_logging(tmp_path: Path) -> None:
    java = need_tool("java")
    source = Path(__file__).with_name("Logging.java")
    said = subprocess.run(
        [java, "-Duser.language=en", "-Duser.timezone=UTC", str(source)], stderr=subprocess.PIPE, timeout=60
    )
    (tmp_path / "app.log").write_bytes(said.stderr)
    name, rows = read(tmp_path / "app.log")
    assert name == "java-util"
    assert [(level, message) for level, message, _ in rows] == [
        (INFO, b"started"), (WARNING, b"slow"), (ERROR, b"refused"), (INFO, b"ended"),
    ]  # fmt: skip
    assert rows[2][2] > 5


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the logs of a server that has divided by zero."""
    need(os.geteuid() == 0, "a database of its own user needs root")
    folder, user = tmp_path_factory.mktemp("pg"), databases.server_user()
    for place in (folder, *folder.parents):
        if place == Path(tempfile.gettempdir()):  # everybody's own place stays as it is
            break
        os.chmod(place, 0o755)
    data = folder / "data"
    subprocess.run(["cp", "-r", str(databases.template()), str(data)], check=True)
    subprocess.run(["chown", "-R", str(user.pw_uid), str(folder)], check=True)
    options = {
        "listen_addresses": "", "unix_socket_directories": str(folder), "logging_collector": "on",
        "log_destination": "stderr,csvlog,jsonlog", "log_line_prefix": "%m [%p] %u@%d ",
        "log_timezone": "UTC",
        "log_directory": str(folder), "log_filename": "pg.log", "fsync": "off",
    }  # fmt: skip
    (data / "postgresql.auto.conf").write_text(
        "".join(f"{key} = '{value}'\n" for key, value in options.items())
    )
    server = tool("postgres", *databases.PG_PATHS)
    argv = [
        "setpriv",
        f"--reuid={user.pw_uid}",
        f"--regid={user.pw_gid}",
        "--clear-groups",
        server,
        "-D",
        str(data),
    ]
    ask = ["psql", "-h", str(folder), "-U", "postgres", "-c"]
    with running(argv, lambda: subprocess.run([*ask, "select 1"], capture_output=True).returncode == 0):
        subprocess.run([*ask, "select\n 1/0"], capture_output=True)
    return folder


@pytest.mark.parametrize(
    ("name", "wanted"), [("log", "postgres"), ("csv", "postgres-csv"), ("json", "json-lines")]
)
def test_postgres(postgres: Path, name: str, wanted: str) -> None:
    path = postgres / f"pg.{name}"
    need(path.exists(), f"this server writes no {name} log")
    found, rows = read(path)
    assert found == wanted
    level, message, lines = of(rows, b"division by zero")
    assert (level, message) == (ERROR, b"division by zero")
    assert lines == {"log": 3, "csv": 2, "json": 1}[name]
    assert of(rows, b"ready to accept")[0] == INFO


def test_nginx(tmp_path: Path) -> None:
    nginx, port = need_tool("nginx"), free_port()
    temporary = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log info; events {{}}\n"
        f"http {{ {temporary} access_log {tmp_path}/access.log combined; server {{ listen 127.0.0.1:{port};"
        ' location / { proxy_pass http://127.0.0.1:1; } location /ok { return 200 "x"; } } }'
    )
    url = f"http://127.0.0.1:{port}"
    argv = ["env", "TZ=UTC", nginx, "-e", str(tmp_path / "error.log"), "-c", str(tmp_path / "nginx.conf")]
    with running(argv, lambda: status(f"{url}/ok") == 200):
        assert status(f"{url}/a?b=2026-11-20") == 502
        assert status(f"{url}/ok") == 200
    name, rows = read(tmp_path / "access.log")
    assert name == "access"
    assert of(rows, b"/a?b=")[0] == ERROR
    _, rows = read(tmp_path / "error.log")
    assert of(rows, b"Connection refused")[0] == ERROR
    together, rows = read(tmp_path / "access.log", tmp_path / "error.log")
    assert "access" in together
    assert "plain" in together
    assert of(rows, b"Connection refused")[0] == ERROR


def test_haproxy(tmp_path: Path) -> None:
    haproxy, port = need_tool("haproxy"), free_port()
    (tmp_path / "h.cfg").write_text(
        "global\n log stdout format raw local0\ndefaults\n mode http\n log global\n option httplog\n "
        "retries 0\n"
        " timeout client 5s\n timeout server 5s\n timeout connect 1s\n"
        f"frontend f\n bind 127.0.0.1:{port}\n default_backend b\nbackend b\n server s1 127.0.0.1:1\n"
    )
    log = tmp_path / "out.log"
    argv = ["env", "TZ=UTC", haproxy, "-f", str(tmp_path / "h.cfg")]
    with running(argv, lambda: status(f"http://127.0.0.1:{port}/x") == 503 and log.stat().st_size, log):
        pass
    name, rows = read(log)
    assert "haproxy" in name
    asked = [row for row in rows if b'"GET /x HTTP/1.1"' in row[1]]
    assert asked
    assert {level for level, _, _ in asked} == {ERROR}


def test_redis(tmp_path: Path) -> None:
    redis, socket = need_tool("redis-server"), tmp_path / "s"
    argv = [
        "env",
        "TZ=UTC",
        redis,
        "--port",
        "0",
        "--unixsocket",
        str(socket),
        "--dir",
        str(tmp_path),
        "--logfile",
        str(tmp_path / "log"),
    ]
    with running(argv, socket.exists):
        pass
    name, rows = read(tmp_path / "log")
    assert name == "redis"
    assert of(rows, b"The server is now ready to accept connections at")[0] == INFO


def test_mosquitto(tmp_path: Path) -> None:
    mosquitto, port, log = need_tool("mosquitto"), free_port(), tmp_path / "log"
    with running([mosquitto, "-p", str(port)], lambda: log.exists() and b"running" in log.read_bytes(), log):
        pass
    _, rows = read(log)
    assert of(rows, b" starting")[2] == 1


def test_a_real_journal(tmp_path: Path) -> None:
    """What journalctl prints of a journal, in all its forms: an entry each line, the trace one record."""
    remote = "/lib/systemd/systemd-journal-remote"
    need_tool("journalctl")
    need(os.path.exists(remote), "systemd-journal-remote is not installed")
    now = time.time()
    lines = [
        "ERROR: no answer",
        "Traceback (most recent call last):",
        '  File "a.py", line 3',
        "ValueError: 3",
        "INFO: next",
    ]
    entries = [_entry(int(now * 1e6) + n, n, 6, b"MESSAGE=" + line.encode()) for n, line in enumerate(lines)]
    text = b"two\nlines"
    entries.append(_entry(int(now * 1e6) + 9, 9, 4, b"MESSAGE\n" + len(text).to_bytes(8, "little") + text))
    (tmp_path / "in").write_bytes(b"".join(entries))
    subprocess.run(
        [remote, "-o", str(tmp_path / "x.journal"), str(tmp_path / "in")], check=True, capture_output=True
    )
    for form in ("export", "json", "short", "short-iso", "short-precise", "short-full", "short-unix"):
        said = subprocess.run(
            ["journalctl", "-D", str(tmp_path), "-o", form, "--utc", "--no-pager", "-q"],
            capture_output=True,
            check=True,
        )
        (tmp_path / form).write_bytes(said.stdout)
        _, rows = read(tmp_path / form)
        assert [row[0] for row in rows][:2] == [ERROR, INFO], form
        assert [row[1] for row in rows] == [b"no answer", b"next", b"two"], form


def _entry(at: int, number: int, priority: int, message: bytes) -> bytes:
    head = (
        f"__REALTIME_TIMESTAMP={at}\n__MONOTONIC_TIMESTAMP={number}\n_BOOT_ID={'1' * 32}\n"
        f"PRIORITY={priority}\n"
        "_HOSTNAME=web-1\nSYSLOG_IDENTIFIER=app\n_PID=7\n"
    )
    return head.encode() + message + b"\n\n"


def test_a_log_that_is_written_now(tmp_path: Path) -> None:
    """A last line without its end is the last record."""
    path = tmp_path / "app.jsonl"
    rows = [json.dumps({"time": time.time(), "level": "error", "msg": f"n {n}"}) for n in range(3)]
    path.write_text("\n".join(rows)[:-4])
    _, found = read(path)
    assert [level for level, _, _ in found] == [ERROR] * 3


def test_mariadb_that_cannot_start(tmp_path: Path) -> None:
    server, log, data = need_tool("mariadbd"), tmp_path / "error.log", tmp_path / "data"
    data.mkdir()
    data.chmod(0o777)
    tmp_path.chmod(0o777)
    argv = [
        "env",
        "TZ=UTC",
        server,
        "--no-defaults",
        f"--datadir={data}",
        "--skip-networking",
        f"--log-error={log}",
    ]
    argv += [
        f"--socket={tmp_path}/s",
        f"--pid-file={tmp_path}/pid",
        *(["--user=root"] if os.geteuid() == 0 else []),
    ]
    subprocess.run([*argv, "--innodb-page-size=3"], capture_output=True, timeout=60)
    _, rows = read(log)
    assert of(rows, b"Starting MariaDB")[0] == INFO
    assert of(rows, b"Aborting")[0] == ERROR
