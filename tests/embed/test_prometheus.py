"""A real Prometheus scrapes a real app with four workers: every sample it stores is asked for again."""

from __future__ import annotations

import json
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import need_tool
from tests.embed.apps.harness import Served, free_port, serve, token, wait_for

TOML = """
[app]
name = "app"
version = "1.2.3"
[embed]
mount = "/farhand"
interval = "1s"
[dependencies.data]
kind = "directory"
path = "/tmp"
[dependencies.gone]
kind = "tcp"
host = "127.0.0.1"
port = 1
critical = false
"""
#: The app with metrics of its own, of which one has a name that Farhand has, too.
APP = """
import farhand
from flask import Flask
from prometheus_client import Counter, Gauge

orders = Counter("orders", "of the app")
orders.inc(3)
Gauge("farhand_problems", "of the app").set(42)
app = Flask(__name__)

@app.get("/")
def hello(): return "hello"

farhand.install(app)
"""


@contextmanager
def prometheus(folder: Path, app: Served, secret: str) -> Iterator[int]:
    """The server on a port of its own; yields the port."""
    program, port = need_tool("prometheus"), free_port()
    job = {
        "job_name": "app",
        "metrics_path": "/farhand/metrics",
        "authorization": {"credentials": secret},
        "static_configs": [{"targets": [f"127.0.0.1:{app.port}"]}],
    }
    config = {"global": {"scrape_interval": "1s", "scrape_timeout": "1s"}, "scrape_configs": [job]}
    (folder / "prometheus.yml").write_text(json.dumps(config))  # JSON is YAML
    with (folder / "prometheus.log").open("wb") as log:
        server = subprocess.Popen(
            [
                program, f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/data",
                f"--web.listen-address=127.0.0.1:{port}",
            ],
            cwd=folder, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        yield port
    finally:
        server.terminate()
        server.wait(30)


def query(port: int, text: str) -> list[tuple[dict[str, str], float]]:
    """The rows of an instant query; empty while the server is not up."""
    rows = _api(port, f"query?query={urllib.parse.quote(text)}").get("result", [])
    return [(row["metric"], float(row["value"][1])) for row in rows]


def _api(port: int, what: str) -> Any:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/{what}", timeout=10) as answer:
            return json.load(answer)["data"]
    except OSError:
        return {}


@pytest.mark.slow
def test_a_real_prometheus_stores_what_the_app_tells(tmp_path: Path) -> None:
    secret, entry = token("read")
    for name in ("app", "prometheus"):
        (tmp_path / name).mkdir()
    with (
        serve(
            tmp_path / "app", "flask", workers=4, toml=TOML, env={"FARHAND_TOKENS": entry}, source=APP
        ) as app,
        prometheus(tmp_path / "prometheus", app, secret) as port,
    ):
        wait_for(lambda: any(v == 1 for _, v in query(port, "up")))
        wait_for(lambda: len(query(port, "farhand_threads")) >= 4)
        wait_for(lambda: query(port, 'farhand_dependency_up{dependency="gone"}'))
        _check(port)
        scraped = app.get("/farhand/metrics", secret)
        assert (scraped.status, scraped.headers["cache-control"]) == (200, "no-store")
        assert app.get("/farhand/metrics").status == 401
        targets = _api(port, "targets")["activeTargets"]
        assert [t["lastError"] for t in targets] == [""]


def _check(port: int) -> None:
    ((labels, up),) = query(port, 'farhand_dependency_up{dependency="gone"}')
    assert (up, labels["cause"], labels["kind"]) == (0, "tcp.refused", "tcp")
    assert query(port, 'farhand_dependency_up{dependency="data"}')[0][1] == 1
    assert query(port, "farhand_workers_expected")[0][1] == 4
    assert query(port, "farhand_workers_alive")[0][1] >= 4
    assert query(port, 'farhand_health{status="degraded"}')[0][1] == 1
    assert query(port, "orders_total")[0][1] == 3, "the app's own registry is there"
    assert [v for _, v in query(port, "farhand_problems")] == [42], "a name that both have is the app's"
    assert query(port, "farhand_memory_resident_bytes")[0][1] > 1 << 20
