"""The rung `request` with a real app: what a request that fails leads to, with others in the same log."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.embed import servers
from tests.isolate.site import Climbed, Site, database, declaration, free_port, gunicorn, serving

pytestmark = pytest.mark.slow

LOGS = '[logs]\nsource = "app.log"\n'


class Shop:
    """The running shop, of which each test asks another path."""

    def __init__(self, site: Site, port: int) -> None:
        self.site, self.port = site, port

    def climb(self, path: str, more: str = "", expect: str = "200") -> Climbed:
        text = declaration(self.port, path, more=database() + LOGS).replace(
            "expect = 200}", f"expect = {expect}{more}}}"
        )
        self.site.declare(text)
        return self.site.climb("--from", "request", "--until", "request")

    @contextmanager
    def traffic(self) -> Iterator[None]:
        """Others, who are served well and meet a fault of their own."""
        over = threading.Event()

        def ask() -> None:
            while not over.wait(0.03):
                for path in ("/ping", "/bug"):
                    try:
                        urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10).read()
                    except urllib.error.HTTPError:
                        continue

        thread = threading.Thread(target=ask)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("shop")
    with servers.postgres() as pg:
        site = Site(folder, {"DATABASE_URL": pg.url, "SHOP_LOG": str(folder / "app.log")})
        port = free_port()
        with serving(site, gunicorn(threads=8), port, SHOP_SLOW="3"):
            yield Shop(site, port)


def test_it_works_and_is_followed(shop: Shop) -> None:
    rung = shop.climb("/ping").rung("request")
    assert rung["outcome"] == "pass"
    assert rung["facts"]["followed"]
    assert rung["facts"]["trace_id"] in rung["facts"]["lines"][0]
    assert "app.bug" in rung["excludes"]


def test_a_fault_is_found_among_those_of_others(shop: Shop) -> None:
    """Its traceback stands under its trace id; the log is full of another one."""
    with shop.traffic():
        climbed = shop.climb("/missing-table")
    rung = climbed.rung("request")
    assert climbed.code == 1
    assert climbed.roots[:1] == ["postgres.schema_missing"]
    assert climbed.document["causes"][0]["owner"] == "vendor-engineering"
    assert all("object has no attribute" not in line for line in rung["facts"]["lines"])
    others = [c["id"] for c in climbed.document["causes"] if c["role"] == "root"]
    assert others == ["postgres.schema_missing"]
    assert any("http.server_error" in line for line in climbed.document["causes"][0]["explains"])


@pytest.mark.parametrize(
    ("path", "cause"),
    [
        ("/nowhere", "http.not_found"),
        ("/private", "http.redirected"),
        ("/bug", "app.bug"),
        ("/slow", "http.timeout"),
    ],
)
def test_what_it_leads_to(shop: Shop, path: str, cause: str) -> None:
    climbed = shop.climb(path, ', timeout = "1s"')
    assert climbed.code == 1
    assert climbed.rung("request")["outcome"] == "fail"
    assert climbed.roots == [cause]


def test_a_method_that_may_change_something_is_asked_for_first(shop: Shop) -> None:
    climbed = shop.climb("/ping", ', method = "POST"')
    rung = climbed.rung("request")
    assert (rung["outcome"], climbed.code) == ("skip", 4)
    assert "declined" in rung["says"]


def test_nothing_runs_there(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.declare(declaration(free_port()))
    climbed = site.climb("--from", "request", "--until", "request")
    assert climbed.roots == ["tcp.refused"]
