"""Added records stay within the budget; all others always pass."""

from __future__ import annotations

import logging

from hypothesis import given
from hypothesis import strategies as some

from farhand.embed.levels.budget import Bucket
from farhand.embed.levels.hold import Hold
from tests.embed.levels.conftest import Order, Shop


def test_added_records_are_counted_and_bounded(held: Hold, shop: Shop, order: Order) -> None:
    held.orders([order(budget=10)])
    for number in range(50):
        shop.child.debug("d%d", number)
    row = held.says()["orders"][0]
    assert (row["emitted"], row["dropped"]) == (10, 40)
    assert len(shop.written()) == 10


def test_what_would_have_been_written_anyway_is_never_dropped(held: Hold, shop: Shop, order: Order) -> None:
    held.orders([order(budget=1)])
    for _ in range(20):
        shop.child.debug("added")
        shop.child.warning("own")
    written = shop.written()
    assert written.count("own") == 20
    assert written.count("added") == 1
    assert held.says()["orders"][0]["emitted"] == 1


def test_one_record_is_counted_once_however_many_handlers_write_it(
    held: Hold, shop: Shop, order: Order
) -> None:
    second = logging.StreamHandler(shop.out)
    shop.child.addHandler(second)
    held.orders([order(budget=5)])
    for _ in range(5):
        shop.child.debug("d")
    assert held.says()["orders"][0]["emitted"] == 5
    assert len(shop.written()) == 10


def test_a_handler_that_comes_later_is_bounded_too(held: Hold, shop: Shop, order: Order) -> None:
    wanted = [order(budget=1)]
    held.orders(wanted)
    late = logging.StreamHandler(shop.out)
    shop.logger.addHandler(late)
    held._looked = 0.0
    held.orders(wanted)
    assert late.filters


def test_a_lowered_handler_lets_only_the_ordered_logger_through(held: Hold, shop: Shop, order: Order) -> None:
    shop.handler.setLevel(logging.ERROR)
    shop.logger.setLevel(logging.DEBUG)
    held.orders([order(logger=shop.child.name, handlers=True)])
    assert shop.handler.level == logging.DEBUG
    shop.child.debug("ordered")
    shop.logger.info("not-ordered")
    shop.logger.error("own")
    assert shop.written() == ["ordered", "own"]
    held.orders([])
    assert shop.handler.level == logging.ERROR


def test_a_handler_with_its_own_level_is_left_without_that_wish(held: Hold, shop: Shop, order: Order) -> None:
    shop.handler.setLevel(logging.ERROR)
    held.orders([order()])
    row = held.says()["orders"][0]
    assert shop.handler.level == logging.ERROR
    assert not row["emits"]
    assert row["muted"] == [
        {
            "logger": shop.name,
            "why": "handler StreamHandler has level ERROR (--handlers lowers it for the time of the order)",
        }
    ]


def test_the_budget_is_one_for_all_processes(held: Hold, shop: Shop, order: Order) -> None:
    held.orders([order(budget=400)])
    held.account.divide(4)
    assert [c.bucket.rate for c in held.account.counts.values()] == [100.0]


def test_a_message_that_cannot_be_made_is_still_its_handlers_business(
    held: Hold, shop: Shop, order: Order
) -> None:
    held.orders([order()])
    record = logging.LogRecord(shop.name, 10, "", 1, "%d", ("no number",), None)
    assert shop.handler.filters[0].filter(record)  # type: ignore[union-attr]


@given(
    some.floats(0.1, 1000),
    some.lists(some.tuples(some.floats(0, 2), some.floats(0, 500)), max_size=200),
)
def test_a_bucket_never_gives_more_than_its_rate_and_one_burst(
    rate: float, calls: list[tuple[float, float]]
) -> None:
    at = [0.0]
    bucket = Bucket(rate, lambda: at[0])
    taken = 0.0
    largest = 0.0
    for wait, amount in calls:
        at[0] += wait
        if bucket.take(amount):
            taken, largest = taken + amount, max(largest, amount)
    assert taken <= max(1.0, rate) + rate * at[0] + largest + 1e-6
