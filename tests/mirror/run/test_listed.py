"""What cannot be had here is listed, and the rest runs."""

from __future__ import annotations

import pytest

from farhand.mirror.model import Plan, Recipe
from farhand.mirror.run.backends import Choices, processes
from farhand.mirror.run.nouns import CannotRun
from tests.conftest import need_tool

QUEUE = Recipe("version", "amqp:jobs", "", "2.1")


def test_a_broker_of_another_version_is_listed_and_the_rest_runs() -> None:
    need_tool("redis-server")
    given = Recipe("setting", "nats:bus", "max_payload", "1; include x")
    store = Recipe("version", "mongodb:documents", "", "7")
    running = processes.start(
        Plan("app", (), (), (QUEUE, Recipe("version", "redis:cache"), given, store)), (), Choices()
    )
    try:
        notes = "\n".join(running.notes)
        assert [one.service for one in running.addresses if one.service != "bus"] == ["cache"]
        assert "jobs could not be mirrored: amqp 2.1 is not installed here" in notes
        assert "--amqp 2.1=FOLDER" in notes
        assert "documents: no mongodb is started without a container engine" in notes
        assert "bus" in notes
    finally:
        running.stop()


def test_a_store_of_another_version_ends_the_run() -> None:
    with pytest.raises(CannotRun, match=r"--redis 2\.1=FOLDER"):
        processes.start(
            Plan("app", (), (), (QUEUE, Recipe("version", "redis:cache", "", "2.1"))), (), Choices()
        )
