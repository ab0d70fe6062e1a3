"""Added records in a private file: masked, bounded, and nothing of them in the app's own log."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from farhand.embed.levels import sink
from farhand.embed.levels.hold import Hold
from farhand.redact import Redactor
from tests.embed.levels.conftest import Order, Shop


def rows(place: Path) -> list[dict[str, str]]:
    files = sorted(place.glob("added-*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def test_the_apps_log_does_not_grow(held: Hold, shop: Shop, order: Order, tmp_path: Path) -> None:
    held.orders([order(sink=True)])
    shop.child.debug("added")
    shop.child.warning("own")
    sink.write(tmp_path, held.sink.queue, lambda text: text)
    assert shop.written() == ["own"]
    assert [(r["message"], r["level"], r["logger"]) for r in rows(tmp_path)] == [
        ("added", "DEBUG", shop.child.name)
    ]
    assert held.says()["orders"][0]["emitted"] == 1


def test_a_handler_with_its_own_level_does_not_matter(
    held: Hold, shop: Shop, order: Order, tmp_path: Path
) -> None:
    shop.handler.setLevel(40)
    shop.logger.setLevel(10)
    held.orders([order(sink=True)])
    shop.logger.info("hidden-before")
    sink.write(tmp_path, held.sink.queue, lambda text: text)
    assert [r["message"] for r in rows(tmp_path)] == ["hidden-before"]
    assert held.says()["orders"][0]["emits"]


def test_one_record_is_written_once_with_two_orders(
    held: Hold, shop: Shop, order: Order, tmp_path: Path
) -> None:
    held.orders([order(sink=True), order(logger=shop.child.name, sink=True)])
    shop.child.debug("once")
    sink.write(tmp_path, held.sink.queue, lambda text: text)
    assert [r["message"] for r in rows(tmp_path)] == ["once"]


def test_secrets_are_masked_in_message_and_traceback(
    held: Hold, shop: Shop, order: Order, tmp_path: Path
) -> None:
    held.orders([order(sink=True)])
    try:
        raise ValueError("postgres://app:hunter2-secret@db/x")
    except ValueError:
        shop.child.debug("password=hunter2-secret", exc_info=True)
    sink.write(tmp_path, held.sink.queue, Redactor().text)
    text = "".join(f.read_text("utf-8") for f in tmp_path.glob("added-*"))
    assert "ValueError" in text
    assert "hunter2-secret" not in text


def test_all_files_together_stay_bounded(
    held: Hold, shop: Shop, order: Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sink, "_TURN", 2_000)
    monkeypatch.setattr(sink, "MOST", 10_000)
    held.orders([order(sink=True, budget=100_000)])
    for number in range(200):
        shop.child.debug("x" * 100 + str(number))
        sink.write(tmp_path, held.sink.queue, lambda text: text)
    assert sum(f.stat().st_size for f in tmp_path.glob("added-*")) <= 10_000
    assert rows(tmp_path)[-1]["message"].endswith("199")


def test_loguru_is_reached_by_a_sink_of_its_own(held: Hold, order: Order, tmp_path: Path) -> None:
    loguru = pytest.importorskip("loguru")
    own: list[str] = []
    loguru.logger.remove()
    number = loguru.logger.add(own.append, level="INFO", format="{message}")
    wanted = order(sink=True)
    root = wanted.__class__(**{**vars(wanted), "logger": ""})
    try:
        held.orders([root])
        loguru.logger.debug("quiet")
        loguru.logger.info("loud")
        held.orders([])
        loguru.logger.debug("after")
    finally:
        loguru.logger.remove(number)
    sink.write(tmp_path, held.sink.queue, lambda text: text)
    messages = [r["message"] for r in rows(tmp_path)]
    assert "quiet" in messages
    assert not {"loud", "after"} & set(messages)
    assert own == ["loud\n"]
