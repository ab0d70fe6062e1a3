"""The records and exceptions of a real app on a real server, asked for over its socket."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.embed.apps.harness import Served, serve

pytestmark = pytest.mark.slow

SOURCE = """
import logging, os
import farhand
from flask import Flask

farhand.logs_setup("INFO", json=True)
log = logging.getLogger("shop.orders")
app = Flask(__name__)
farhand.install(app)

@app.get("/")
def hello():
    log.info("hello from %d with %s", os.getpid(), os.environ["API_TOKEN"], extra={"pid": os.getpid()})
    return str(os.getpid())

@app.get("/fail")
def fail():
    try:
        raise LookupError("no order with " + os.environ["API_TOKEN"])
    except LookupError:
        log.exception("failed")
    return "", 500
"""
SECRET = "Zq7xKp4-vR9m-declared"
TOML = '[app]\nname = "app"\n[env.API_TOKEN]\nsecret = true\n'


@pytest.fixture(scope="module", params=[(), ("--preload",)], ids=["", "preload"])
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("site")
    with serve(folder, "flask", 2, TOML, {"API_TOKEN": SECRET}, SOURCE, flags=request.param) as app:
        for path in ("/", "/fail"):  # many at once, or the kernel may give them all to one worker
            with ThreadPoolExecutor(12) as callers:
                told = set(callers.map(lambda _, path=path: app.get(path).text, range(60)))
            assert path == "/fail" or len(told) == 2, "both workers have worked"
        yield app


def test_records_of_all_workers(served: Served) -> None:
    told = served.ask("GET", "/admin/logs?logger=shop&text=hello&limit=2000").json
    pids = {worker.pid for worker in served.workers()}
    assert {record["worker"] for record in told["records"]} == pids
    assert all(record["fields"]["pid"] == record["worker"] for record in told["records"])
    times = [record["timestamp"] for record in told["records"]]
    assert times == sorted(times)
    assert len(times) >= 60


def test_exceptions_of_all_workers_are_one_group(served: Served) -> None:
    (group,) = [e for e in served.ask("GET", "/admin/errors").json["errors"] if e["type"] == "LookupError"]
    assert group["count"] == 60
    assert len(group["workers"]) == 2
    assert group["place"].endswith(":fail")


def test_the_secret_is_nowhere_and_its_mark_is_the_same_everywhere(served: Served) -> None:
    shown = [served.ask("GET", path).text for path in ("/admin/logs?limit=2000", "/admin/errors")]
    assert not [text for text in (*shown, served.log) if "Zq7" in text]
    records = [json.loads(line) for line in served.log.splitlines() if '"shop.orders"' in line]
    assert len(records) >= 120
    assert len({r["message"].rpartition(" ")[2] for r in records if r["message"].startswith("hello")}) == 1


def test_a_wrong_question_is_told_what_it_may_be(served: Served) -> None:
    answer = served.ask("GET", "/admin/logs?level=LOUD")
    assert answer.status == 422
    assert "'level' must be" in answer.text
