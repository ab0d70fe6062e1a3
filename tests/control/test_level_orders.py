"""What may be asked of log levels; orders replace, end, and never fall back in generation."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from farhand.control import levels, orders
from farhand.control.levels import Wish
from farhand.control.orders import LevelOrder
from farhand.errors import Mistake
from tests.conftest import need


@pytest.mark.parametrize(
    ("level", "name"),
    [("debug", "DEBUG"), ("Warn", "WARNING"), ("TRACE", "TRACE"), (15, "15"), ("15", "15")],
)
def test_levels_by_any_name(level: object, name: str) -> None:
    assert levels.wish({"level": level}).level == name


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ([], "must be a JSON object"),
        ({}, "level: is missing"),
        ({"level": "LOUD"}, "level: 'LOUD'"),
        ({"level": "OFF"}, "never silences"),
        ({"level": 0}, "never silences"),
        ({"level": 51}, "1 to 50"),
        ({"level": True}, "level:"),
        ({"level": "DEBUG", "seconds": 0}, "seconds: 0"),
        ({"level": "DEBUG", "seconds": 14401}, "from 1 to 14400"),
        ({"level": "DEBUG", "seconds": float("nan")}, "seconds: nan"),
        ({"level": "DEBUG", "sink": "yes"}, "true or false"),
        ({"level": "DEBUG", "loger": "x"}, "the keys are"),
        ({"level": "DEBUG", "logger": "a\nb"}, "logger:"),
        ({"level": "DEBUG", "group": ""}, "group:"),
        ({"level": "ınfo"}, "level:"),
        ({"level": "07"}, "level:"),
    ],
)
def test_a_mistake_names_the_key_and_what_it_may_be(body: object, says: str) -> None:
    with pytest.raises(Mistake) as caught:
        levels.wish(body)
    assert says in str(caught.value)


def test_groups_built_in_and_declared() -> None:
    known = levels.groups({"web": ["only.mine"], "money": ["pay", "cart"], "wrong": "text"})
    assert Wish("DEBUG", group="money").loggers(known) == ("pay", "cart")
    assert known["web"] == ("only.mine",)
    assert "sqlalchemy.engine" in known["sql"]
    with pytest.raises(Mistake, match="there is no group 'nix'; there are http, money"):
        Wish("DEBUG", group="nix").loggers(known)
    with pytest.raises(Mistake, match="one of the two"):
        Wish("DEBUG", logger="a", group="money").loggers(known)


def order(logger: str = "", seconds: float = 60.0) -> LevelOrder:
    return LevelOrder("DEBUG", logger, orders.now() + seconds, id="x")


def test_one_order_per_logger_and_every_change_is_a_new_generation(tmp_path: Path) -> None:
    first = orders.give(tmp_path, order("a"), order("b"))
    second = orders.give(tmp_path, replace(order("a"), level="INFO"))
    assert [(o.logger, o.level) for o in second.levels] == [("b", "DEBUG"), ("a", "INFO")]
    third = orders.take_back(tmp_path, ["b"])
    assert [o.logger for o in orders.read(tmp_path).levels] == ["a"]
    assert first.generation < second.generation < third.generation
    assert not orders.take_back(tmp_path).levels


def test_a_lost_file_does_not_bring_an_acknowledged_generation_again(tmp_path: Path) -> None:
    first = orders.give(tmp_path, order())
    (tmp_path / orders.FILE).unlink()
    assert orders.look(tmp_path) is None
    assert orders.give(tmp_path, order()).generation > first.generation


def test_an_order_ends_and_does_not_outlive_the_boot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    orders.give(tmp_path, order("a", 0.0), order("b"))
    assert [o.logger for o in orders.read(tmp_path).levels] == ["b"]
    monkeypatch.setattr(orders, "boot", lambda: "another")
    assert orders.read(tmp_path).levels == ()


@given(
    some.recursive(some.none() | some.booleans() | some.integers() | some.text(), some.lists, max_leaves=5)
)
def test_whatever_stands_in_the_file_no_order_is_half_read(junk: object) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        row = {"level": junk, "logger": junk, "ends": junk, "id": "x"}
        document = {
            "generation": 1,
            "boot": orders.boot(),
            "levels": [junk, row, {"level": "DEBUG", "new": 1}],
        }
        (place / orders.FILE).write_text(json.dumps(document))
        for found in orders.read(place).levels:
            assert isinstance(found.level, str)


def test_what_root_orders_belongs_to_the_user_of_the_folder(tmp_path: Path) -> None:
    need(os.getuid() == 0, "not root")
    os.chown(tmp_path, 12345, 12345)
    orders.give(tmp_path, order())
    info = os.stat(tmp_path / orders.FILE)
    assert (info.st_uid, info.st_mode & 0o777) == (12345, 0o600)
    assert {f.name for f in tmp_path.iterdir()} == {orders.FILE}
