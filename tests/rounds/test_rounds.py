"""Few rounds are needed: the true cause is first after few commands on a call, and after about one mail."""

from __future__ import annotations

import os
from functools import cache

import pytest

from tests.rounds import table
from tests.rounds.play import MOST

pytestmark = [pytest.mark.lab, pytest.mark.slow]

#: Worlds in an ordinary run, of every family, and what is played in them.
SAMPLE, PLAYED = 20, ("call", "mail")
ALL = bool(os.environ.get("FARHAND_ALL"))


@cache
def rows() -> tuple[table.Row, ...]:
    if ALL:
        return tuple(table.rows_of(table.worlds()))
    return tuple(table.rows_of(table.sample(SAMPLE), ways=PLAYED))


def test_every_world_could_be_played() -> None:
    assert not [f"{row.name}: {row.problem}" for row in rows() if row.problem]


def test_on_a_call_few_commands_are_needed() -> None:
    """A world that is not found counts as the most commands."""
    count = table.count(rows(), "call")
    assert count.commands <= 3.0, _lines()
    assert count.worst <= MOST
    assert count.found >= 0.9 * count.worlds, _lines()
    if ALL:
        fixed = table.count(rows(), "article")
        assert count.found > fixed.found
        assert count.commands < fixed.commands


def test_about_one_mail_is_needed() -> None:
    count = table.count(rows(), "mail")
    assert count.messages <= 1.5, _lines()
    assert count.found >= 0.9 * count.worlds, _lines()


def test_it_is_seldom_decided_for_a_wrong_cause() -> None:
    for way in ("call", "mail"):
        count = table.count(rows(), way)
        assert count.wrong <= 0.05 * count.worlds, _lines()


def test_a_mail_stays_within_its_bounds() -> None:
    for row in rows():
        played = row.by("mail")
        assert played.commands <= 5 * max(1, played.messages)
        assert played.minutes <= 2.0 * max(1, played.messages) + 1e-6
        assert not played.approvals


def _lines() -> str:
    return "\n".join(table.story(row) for row in rows())
