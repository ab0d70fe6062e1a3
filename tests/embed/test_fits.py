"""The arithmetic of pools, workers and a server's limit."""

from __future__ import annotations

import pytest

from farhand.embed.fits import allowed, fit, full
from farhand.embed.health.state import Pool

ENGINE = Pool("database", "sqlalchemy", size=5, most=15)


def test_what_fits_is_said_with_the_numbers() -> None:
    found = fit("database", [ENGINE], 4, 97, "max_connections")
    assert (found.outcome, found.wanted, found.limit, found.fits) == ("pass", 60, 97, 24)
    assert found.says == (
        "4 workers × (5+10) = 60 connections wanted, the server allows 97 for this role, "
        "so up to 24 for each worker fit"
    )


def test_what_does_not_fit_names_the_setting_and_its_number() -> None:
    found = fit("database", [ENGINE], 4, 40, "role")
    assert (found.outcome, found.fits) == ("fail", 10)
    assert found.says.endswith("pool_size + max_overflow of at most 10 for each worker fits")


@pytest.mark.parametrize(
    ("pools", "limit", "outcome", "wanted"),
    [
        ([ENGINE], 0, "unknown", 15),
        ([Pool("x", "redis")], 100, "warn", None),
        ([ENGINE, Pool("x", "asyncpg", size=1, most=4)], 19, "pass", 19),
        ([ENGINE], 3, "fail", 15),
    ],
)
def test_what_is_not_known_is_not_guessed(
    pools: list[Pool], limit: int, outcome: str, wanted: int | None
) -> None:
    found = fit("x", pools, 1, limit)
    assert (found.outcome, found.wanted) == (outcome, wanted)


def test_the_limit_is_that_of_the_check() -> None:
    facts = {"max": 100, "reserved_superuser": 3, "role_limit": 20, "database_limit": -1}
    assert allowed("postgres", facts) == (20, "role")
    assert allowed("redis", {"maxclients": 10000}) == (10000, "maxclients")
    assert allowed("mysql", {}) == (0, "")


def test_a_full_pool_says_so() -> None:
    assert full(Pool("x", "psycopg_pool", most=2, in_use=2, waiting=3)) == (
        "all 2 connections of this pool are in use, 3 waiting"
    )
    assert full(Pool("x", "sqlalchemy", most=10, in_use=1)) == ""
