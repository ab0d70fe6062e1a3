"""The ladder as a whole: where it stops, what it proves and excludes, and what it leaves alone."""

from __future__ import annotations

import json
import os
import pty
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from farhand.isolate import ladder, processes, rungs
from farhand.isolate.ladder import exit_code, made
from farhand.isolate.model import Rung
from farhand.model import FAIL, PASS, SKIP, UNKNOWN, WARN, App, Vantage
from tests.isolate.site import APPS, PYTHON, Site, declaration, free_port, serving

NAMES = ["outside", "network", "dependency", "start", "request", "load"]


def test_the_rungs_are_found_in_their_order() -> None:
    assert rungs.names() == NAMES
    for rung in rungs.every():
        assert rung.PROVES
        assert rung.FAMILIES
        assert rung.__doc__


def test_what_remains_is_what_the_rungs_above_would_show() -> None:
    assert "db.pool_exhausted" in ladder.remains("request")
    assert "tcp.*" not in ladder.remains("network")
    assert ladder.remains("load") == ()


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        ((PASS, PASS), 0),
        ((PASS, SKIP), 0),
        ((PASS, WARN), 3),
        ((PASS, UNKNOWN), 4),
        ((UNKNOWN, FAIL), 1),
        ((SKIP, SKIP), 4),
    ],
)
def test_exit_status(outcomes: tuple[str, ...], code: int) -> None:
    climbed = [Rung(name, outcome, "x") for name, outcome in zip(NAMES, outcomes)]
    whole = made(App("x"), climbed, "2026-11-20T14:00:00Z", 1.0, Vantage())
    assert exit_code(whole) == code


def test_a_declined_rung_leaves_it_undecided() -> None:
    climbed = [Rung("request", PASS, "x"), Rung("load", SKIP, "not run: declined", because="declined")]
    whole = made(App("x"), climbed, "2026-11-20T14:00:00Z", 1.0, Vantage())
    assert (whole.verdict, exit_code(whole)) == ("undecided", 4)


@pytest.mark.parametrize(("first", "last"), [("load", "network"), ("nowhere", ""), ("", "reqest")])
def test_a_range_that_there_is_not(first: str, last: str) -> None:
    with pytest.raises(LookupError):
        rungs.between(first, last)


@contextmanager
def listening() -> Iterator[tuple[int, list[str]]]:
    """A port, and who came there."""
    came: list[str] = []
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()

        def take() -> None:
            while True:
                try:
                    conn, peer = server.accept()
                except OSError:
                    return
                came.append(str(peer))
                conn.close()

        thread = threading.Thread(target=take, daemon=True)
        thread.start()
        yield server.getsockname()[1], came
        server.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def test_it_stops_at_the_network_and_says_what_it_did_not_look_at(tmp_path: Path) -> None:
    site = Site(tmp_path)
    with listening() as (port, came):
        need = f'[dependencies.queue]\nkind = "tcp"\nhost = "127.0.0.1"\nport = {free_port()}\n'
        site.declare(declaration(port, more=need))
        climbed = site.climb("--from", "network", "--load", "--yes")
    assert climbed.code == 1
    assert climbed.document["stopped_at"] == "network"
    assert climbed.roots == ["tcp.refused"]
    assert [r["outcome"] for r in climbed.document["rungs"]] == ["fail", *["skip"] * 4]
    assert climbed.rung("load")["because"] == "network fails"
    assert "db.pool_exhausted" in climbed.rung("network")["remains"]
    assert came == [], "a request was sent although the network fails"


def test_the_plan_does_nothing(tmp_path: Path) -> None:
    site = Site(tmp_path)
    with listening() as (port, came):
        need = f'[dependencies.queue]\nkind = "tcp"\nhost = "127.0.0.1"\nport = {port}\n'
        more = f'{need}[outside]\nurls = ["http://127.0.0.1:{port}/"]\n'
        site.declare(declaration(port, more=more, isolate=f"start = '{PYTHON} -c 1'"))
        climbed = site.climb("--plan", "--start", "--load", "--yes")
        assert came == []
    plan = climbed.document
    assert plan["schema"] == "farhand.isolation-plan/1"
    assert [row["rung"] for row in plan["rungs"]] == NAMES
    asks = [row["rung"] for row in plan["rungs"] if row["consent"]]
    assert asks == ["start", "load"]


def test_nobody_is_there_to_be_asked(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.declare(declaration(free_port()))
    done = subprocess.run(
        site.words("--load", "--json"), cwd=tmp_path, env=site.environ, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "--yes" in done.stderr


def test_no_ceiling_no_load(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.declare(declaration(free_port()).replace("load_ceiling = 20", ""))
    rung = site.climb("--from", "load", "--load", "--yes").rung("load")
    assert rung["outcome"] == "skip"
    assert "load_ceiling" in rung["because"]


@contextmanager
def upstream(site: Site) -> Iterator[int]:
    port = free_port()
    with serving(site, ["upstream", str(port)], port):
        yield port


def test_the_outside_answers(tmp_path: Path) -> None:
    """Also a 404 has come all the way; a port where nobody is does not."""
    site = Site(tmp_path)
    with upstream(site) as port:
        site.declare(f'[app]\nname = "x"\n[outside]\nurls = ["http://127.0.0.1:{port}/nowhere"]\n')
        climbed = site.climb("--until", "outside")
        assert (climbed.code, climbed.rung("outside")["outcome"]) == (0, "pass")
    gone = site.climb("--until", "outside")
    assert (gone.code, gone.roots) == (1, ["tcp.refused"])


def test_a_socks_proxy_on_the_way_is_undecided_and_a_dead_one_is_the_fault(tmp_path: Path) -> None:
    """Farhand does not speak SOCKS: it says so, and never that the service behind it is broken or well."""
    with listening() as (port, came):
        site = Site(tmp_path, {"ALL_PROXY": f"socks5h://127.0.0.1:{port}"})
        need = '[dependencies.api]\nkind = "http"\nurl = "http://192.0.2.7/ping"\nclient = "requests"\n'
        outside = '[outside]\nurls = ["http://192.0.2.8/"]\n'
        site.declare(f'[app]\nname = "x"\n{need}{outside}')
        climbed = site.climb("--until", "network")
        assert came, "nobody looked whether the proxy is there"
    for name in ("outside", "network"):
        assert climbed.rung(name)["outcome"] == "unknown"
        assert "only HTTP proxies are spoken to" in climbed.rung(name)["says"]
        assert climbed.rung(name)["excludes"] == []
    assert (climbed.code, climbed.roots) == (4, [])
    gone = site.climb("--until", "network")
    assert (gone.code, gone.document["stopped_at"]) == (1, "outside")
    assert gone.roots == ["proxy.unreachable"]


def test_the_started_copy_gets_the_request_where_nothing_runs(tmp_path: Path) -> None:
    site = Site(tmp_path, {"PYTHONPATH": str(APPS), "SHOP_LOG": str(tmp_path / "app.log")})
    more = '[logs]\nsource = "app.log"\n'
    site.declare(
        declaration(
            free_port(), more=more, isolate=f"start = '{Path(PYTHON).with_name('gunicorn')} shop:app'"
        )
    )
    climbed = site.climb("--from", "start", "--start", "--until", "request", "--yes")
    assert climbed.code == 0, climbed.out
    assert [r["outcome"] for r in climbed.document["rungs"]] == ["pass", "pass"]
    assert climbed.rung("request")["facts"]["followed"]
    assert processes.marked("FARHAND_ISOLATE=") == []


def test_a_no_at_the_terminal_is_recorded(tmp_path: Path) -> None:
    """A person at a real terminal says no: nothing is sent, and the case keeps that."""
    site = Site(tmp_path)
    with listening() as (port, came):
        site.declare(declaration(port))
        host, guest = pty.openpty()
        words = [w for w in site.words("--from", "load", "--load") if w != "--json"]
        process = subprocess.Popen(
            words, cwd=tmp_path, env={**site.environ, "TERM": "dumb"}, stdin=guest, stdout=guest, stderr=guest
        )
        os.close(guest)
        seen = _until(host, b"yes or no")
        os.write(host, b"no\n")
        seen += _until(host, b"Undecided")
        assert process.wait(20) == 4
        os.close(host)
        assert came == []
    assert b"declined" in seen


def _until(handle: int, word: bytes, seconds: float = 30.0) -> bytes:
    seen, end = b"", time.monotonic() + seconds
    while word not in seen and time.monotonic() < end:
        try:
            seen += os.read(handle, 4096)
        except OSError:
            break
    return seen


@pytest.mark.slow
def test_ctrl_c_ends_a_load_and_all_that_was_started(tmp_path: Path) -> None:
    log = tmp_path / "app.log"
    site = Site(tmp_path, {"PYTHONPATH": str(APPS), "SHOP_LOG": str(log)})
    start = f"start = '{Path(PYTHON).with_name('gunicorn')} shop:app'"
    site.declare(declaration(free_port(), isolate=start))
    words = site.words("--json", "--from", "start", "--start", "--load", "--yes", "--step", "20s")
    process = subprocess.Popen(
        words, cwd=tmp_path, env=site.environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    end = time.monotonic() + 40
    while time.monotonic() < end and not _under_load(log):
        time.sleep(0.1)
    assert _under_load(log)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=30)
    assert process.returncode == 130
    document = json.loads(out)
    assert document["rungs"][-1]["because"] == "interrupted"
    assert [r["outcome"] for r in document["rungs"]][:2] == ["pass", "pass"]
    assert processes.marked("FARHAND_ISOLATE=") == []


def _under_load(log: Path) -> bool:
    """More requests have come than the one of the rung before."""
    return log.exists() and log.read_text().count('"ping"') > 5
