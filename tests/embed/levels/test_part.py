"""The part that carries orders out: ends are its own business, and a first order is all it costs."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from farhand.control import census, orders
from farhand.embed.levels.hold import Hold
from farhand.embed.parts import levels as part
from farhand.embed.web.exchange import BadRequest, Request
from tests.embed.apps.harness import ROOT
from tests.embed.conftest import Make
from tests.embed.levels.conftest import Order, Shop


def test_acknowledges_and_tells(make: Make, held: Hold, shop: Shop, order: Order) -> None:
    process = make('[app]\nname = "shop"\n[embed.log_groups]\nmoney = ["pay"]\n')
    assert process.folder is not None
    assert not part.tick(process)
    given = orders.give(process.folder, order())
    assert part.tick(process)
    assert process.generation == given.generation
    shop.logger.debug("d")
    (row,) = part.says(process)["orders"]
    assert (row["was"], row["now"], row["emitted"]) == ("WARNING", "DEBUG", 1)
    assert part.says(process)["groups"]["money"] == ["pay"]


def test_ends_by_itself_also_where_the_file_is_gone_or_broken(
    make: Make, held: Hold, shop: Shop, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = make()
    assert process.folder is not None
    wanted = order()
    orders.give(process.folder, wanted)
    part.tick(process)
    (process.folder / orders.FILE).write_text("{")
    part.tick(process)
    (process.folder / orders.FILE).unlink()
    part.tick(process)
    assert shop.logger.level == 10
    monkeypatch.setattr(orders, "now", lambda: wanted.ends + 0.01)
    part.tick(process)
    assert shop.logger.level == 30


def test_an_order_for_longer_than_may_be_is_none(make: Make, held: Hold, shop: Shop, order: Order) -> None:
    process = make()
    assert process.folder is not None
    orders.give(process.folder, order(seconds=orders.MOST_SECONDS + 60), replace(order("LOUD"), logger="x"))
    part.tick(process)
    assert shop.logger.level == 30


def test_before_a_fork_the_levels_are_the_apps_own(make: Make, held: Hold, shop: Shop, order: Order) -> None:
    process = make()
    assert process.folder is not None
    orders.give(process.folder, order())
    part.tick(process)
    part.stop(process)
    assert shop.logger.level == 30
    part.tick(process)
    assert shop.logger.level == 10


def test_no_order_no_import() -> None:
    code = (
        "import sys; from farhand.embed.process import Process; from farhand.embed.parts import levels;"
        "levels.tick(Process()); print([m for m in sys.modules if m.startswith('farhand.embed.levels')])"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
    assert done.stdout.strip() == "[]"


BARE = """
import logging
from farhand.control import orders
from farhand.control.orders import LevelOrder
from farhand.embed.levels.hold import Hold
from farhand.embed.records import attach

attach.attach()
hold = Hold()
hold.orders([LevelOrder("DEBUG", "", orders.now() + 60, id="x", sink=True)])
logging.getLogger("a").warning("last resort")
logging.basicConfig(format="%(message)s")
logging.getLogger("a").warning("configured")
hold._looked = 0.0
hold.orders([LevelOrder("DEBUG", "", orders.now() + 60, id="x", sink=True)])
logging.getLogger("a").debug("private")
print([r["message"] for r in hold.sink.queue], [m["why"][:20] for m in hold.says()["orders"][0]["muted"]])
"""


def test_an_app_without_a_handler_keeps_its_last_resort_and_may_still_configure() -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", BARE], capture_output=True, text=True, env=env, check=True)
    assert done.stderr.splitlines() == ["last resort", "configured"]
    assert done.stdout.strip() == "['private'] []"


def test_the_ring_does_not_count_as_a_handler_of_the_apps(held: Hold, shop: Shop, order: Order) -> None:
    from farhand.embed.records import RingHandler

    shop.handler.setLevel(40)
    shop.logger.addHandler(RingHandler())
    held.orders([order()])
    (row,) = held.says()["orders"]
    assert not row["emits"]
    assert "level ERROR" in row["muted"][0]["why"]
    assert not [h for h in shop.logger.handlers if isinstance(h, RingHandler) and h.filters]


def test_the_endpoint_refuses_with_words(make: Make) -> None:
    from farhand.embed.endpoints import logger
    from farhand.embed.endpoints import logging as endpoint

    process = make()
    for body in (b"", b"level=DEBUG", b'{"level": "LOUD"}', b"[1]"):
        with pytest.raises(BadRequest):
            endpoint.answer(process, Request("POST", "/admin/logging", body=body))
    with pytest.raises(BadRequest, match="configuredLevel"):
        logger.answer(process, Request("POST", "/loggers/a", body=b'{"level": "DEBUG"}', name="a"))
    assert logger.answer(process, Request("GET", "/loggers/nobody", name="nobody")).status == 404
    process.folder = None
    body = b'{"level": "DEBUG"}'
    assert endpoint.answer(process, Request("POST", "/admin/logging", body=body)).status == 503


def test_the_endpoint_takes_json_as_a_form_and_tells_all(
    make: Make, held: Hold, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One process that beats while the endpoint waits, as its own thread would."""
    import json

    from farhand.control import reached
    from farhand.embed.endpoints import loggers
    from farhand.embed.endpoints import logging as endpoint
    from farhand.embed.parts import census as sign

    process = make()
    assert process.folder is not None
    sign.tick(process)

    def beat(seconds: float) -> None:
        part.tick(process)
        sign.tick(process)

    monkeypatch.setattr(reached.time, "sleep", beat)
    form = {"content-type": "application/x-www-form-urlencoded"}
    body = json.dumps({"level": "debug", "logger": shop.name, "seconds": 60}).encode()
    told = json.loads(
        endpoint.answer(process, Request("POST", "/admin/logging", headers=form, body=body)).body
    )
    assert (told["reached"], told["expected"], told["level"], told["seconds"]) == (1, 1, "DEBUG", 60)
    assert told["workers"][0]["was"] == "WARNING"
    status = json.loads(endpoint.answer(process, Request("GET", "/admin/logging")).body)
    assert [o["logger"] for o in status["orders"]] == [shop.name]
    listed = json.loads(loggers.answer(process, Request("GET", "/loggers")).body)
    assert listed["loggers"][shop.name] == {"configuredLevel": "DEBUG", "effectiveLevel": "DEBUG"}
    back = json.dumps({"level": None, "logger": shop.name}).encode()
    told = json.loads(endpoint.answer(process, Request("POST", "/admin/logging", body=back)).body)
    assert told["ended"][0]["now"] == "WARNING"
    assert census.workers(process.folder)
