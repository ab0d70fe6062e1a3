"""Which loggers stay mute, and why."""

from __future__ import annotations

import logging

import pytest

from farhand.embed.levels import strangers
from farhand.embed.levels.hold import Hold
from tests.embed.levels.conftest import Order, Shop


def whys(held: Hold) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in (row for order in held.says()["orders"] for row in order["muted"]):
        found[row["logger"]] = f"{found.get(row['logger'], '')} {row['why']}".strip()
    return found


def test_nothing_is_said_where_everything_is_written(held: Hold, shop: Shop, order: Order) -> None:
    held.orders([order()])
    assert whys(held) == {}
    assert held.says()["orders"][0]["emits"]


def test_a_child_with_its_own_level(held: Hold, shop: Shop, order: Order) -> None:
    shop.child.setLevel(logging.ERROR)
    held.orders([order()])
    assert whys(held)[shop.child.name] == "it has its own level ERROR: order it by its name"


def test_a_disabled_logger_a_filter_and_no_handler(held: Hold, shop: Shop, order: Order) -> None:
    shop.child.disabled = True
    shop.handler.addFilter(lambda record: True)
    alone = logging.getLogger(f"{shop.name}.alone")
    alone.propagate = False
    held.orders([order()])
    told = whys(held)
    assert "is disabled" in told[shop.child.name]
    assert "may hold records back" in told[shop.name]
    assert "last" not in told[alone.name]
    assert "level WARNING" in told[alone.name]  # logging's last resort


def test_a_null_handler_writes_nothing(held: Hold, shop: Shop, order: Order) -> None:
    shop.logger.handlers[:] = [logging.NullHandler()]
    held.orders([order()])
    assert "no handler gets its records" in whys(held)[shop.name]
    assert not held.says()["orders"][0]["emits"]


def test_logging_disable(held: Hold, shop: Shop, order: Order) -> None:
    logging.disable(logging.INFO)
    try:
        held.orders([order()])
        assert "logging.disable(INFO)" in whys(held)[shop.name]
        assert not held.says()["orders"][0]["emits"]
    finally:
        logging.disable(logging.NOTSET)


def test_a_mistyped_name(held: Hold, shop: Shop, order: Order) -> None:
    held.orders([order(logger=f"{shop.name}.crat")])
    assert f"did you mean '{shop.child.name}'" in whys(held)[f"{shop.name}.crat"]


@pytest.mark.parametrize("cached", [True, False])
def test_structlogs_own_level(cached: bool) -> None:
    structlog = pytest.importorskip("structlog")
    wrapper = structlog.make_filtering_bound_logger(logging.INFO)
    structlog.configure(wrapper_class=wrapper, cache_logger_on_first_use=cached)
    try:
        (row,) = [r for r in strangers.muted("", 10, False, []) if r[0] == "structlog"]
        assert "INFO and above" in row[1]
        assert ("used already" in row[1]) == cached
        assert not [r for r in strangers.muted("", 20, False, []) if r[0] == "structlog"]
    finally:
        structlog.reset_defaults()


def test_logurus_own_level() -> None:
    loguru = pytest.importorskip("loguru")
    loguru.logger.remove()
    number = loguru.logger.add(lambda m: None, level="WARNING")
    try:
        (row,) = [r for r in strangers.muted("", 10, False, []) if r[0] == "loguru"]
        assert "begin at WARNING" in row[1]
    finally:
        loguru.logger.remove(number)


def test_sqlalchemys_echo_and_connections_in_use(held: Hold, order: Order) -> None:
    sqlalchemy = pytest.importorskip("sqlalchemy")
    loud = sqlalchemy.create_engine("sqlite://", echo=True, poolclass=sqlalchemy.pool.QueuePool)
    quiet = sqlalchemy.create_engine("sqlite://", poolclass=sqlalchemy.pool.QueuePool)
    with quiet.connect():
        held.orders([order(logger="sqlalchemy.engine")])
        said = " ".join(r["why"] for o in held.says()["orders"] for r in o["muted"])
    assert "made with echo=True stay on INFO" in said
    assert "1 connection(s) in use" in said
    assert held.account.known("sqlalchemy.engine.Engine").before <= 20, (
        "echo's own records are not added ones"
    )
    loud.dispose()


def test_another_version_of_a_library_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys
    import types

    monkeypatch.setitem(sys.modules, "structlog", types.ModuleType("structlog"))
    monkeypatch.setitem(sys.modules, "loguru", types.ModuleType("loguru"))
    monkeypatch.setitem(sys.modules, "sqlalchemy.engine.base", types.ModuleType("base"))
    assert list(strangers.muted("", 10, False, [object()])) == []
