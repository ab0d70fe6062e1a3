"""Levels are set, and exactly what was before comes back."""

from __future__ import annotations

import logging
import logging.config

from farhand.embed.levels.apply import MOST_TIMES
from farhand.embed.levels.hold import Hold
from tests.embed.levels.conftest import Order, Shop


def test_an_explicit_level_comes_back_and_none_stays_none(held: Hold, shop: Shop, order: Order) -> None:
    held.orders([order(), order(logger=shop.child.name)])
    assert (shop.logger.level, shop.child.level) == (10, 10)
    held.orders([])
    assert (shop.logger.level, shop.child.level) == (30, 0)


def test_a_second_order_does_not_forget_what_was_before_the_first(
    held: Hold, shop: Shop, order: Order
) -> None:
    held.orders([order()])
    held.orders([order("TRACE")])
    assert shop.logger.level == 5
    held.orders([])
    assert shop.logger.level == 30


def test_what_the_app_configures_meanwhile_is_ordered_again_and_comes_back(
    held: Hold, shop: Shop, order: Order
) -> None:
    wanted = [order()]
    held.orders(wanted)
    shop.logger.setLevel(logging.ERROR)
    assert held.orders(wanted)
    assert shop.logger.level == 10
    held.orders([])
    assert shop.logger.level == 40


def test_an_app_that_insists_wins_and_that_is_said(held: Hold, shop: Shop, order: Order) -> None:
    wanted = [order()]
    for _ in range(MOST_TIMES + 2):
        held.orders(wanted)
        shop.logger.setLevel(logging.ERROR)
    held.orders(wanted)
    assert shop.logger.level == 40
    assert any("again and again" in row["why"] for row in held.says()["orders"][0]["muted"])
    held.orders([])
    assert shop.logger.level == 40


def test_a_level_that_the_app_sets_at_the_end_is_left(held: Hold, shop: Shop, order: Order) -> None:
    held.orders([order()])
    shop.logger.setLevel(logging.CRITICAL)
    held.orders([])
    assert shop.logger.level == 50


def test_dict_config_after_the_order(held: Hold, shop: Shop, order: Order) -> None:
    wanted = [order()]
    held.orders(wanted)
    logging.config.dictConfig(
        {
            "version": 1,
            "incremental": True,
            "loggers": {shop.name: {"level": "INFO"}},
        }
    )
    assert shop.logger.level == 20
    held.orders(wanted)
    assert shop.logger.level == 10
    held.orders([])
    assert shop.logger.level == 20


def test_suppressed_calls_elsewhere_are_untouched(held: Hold, shop: Shop, order: Order) -> None:
    """Nothing of logging's is replaced, and no logger that is not ordered gets anything."""
    other = logging.getLogger("elsewhere")
    before = (logging.Logger.isEnabledFor, logging.Logger.debug, dict(other.__dict__) | {"_cache": None})
    held.orders([order()])
    after = (logging.Logger.isEnabledFor, logging.Logger.debug, dict(other.__dict__) | {"_cache": None})
    assert before == after


def test_nothing_of_ours_stays(held: Hold, shop: Shop, order: Order) -> None:
    before = (list(shop.handler.filters), list(shop.logger.handlers), shop.handler.level)
    held.orders([order(sink=True), order(logger=shop.child.name, handlers=True)])
    assert shop.handler.filters
    held.orders([])
    assert (shop.handler.filters, shop.logger.handlers, shop.handler.level) == before
