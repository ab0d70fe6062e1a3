"""The ring: bounded, quick, whole under many threads and after a fork; and what can be asked of it."""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from farhand.embed import endpoints
from farhand.embed import process as processes
from farhand.embed.parts import records as part
from farhand.embed.process import Process
from farhand.embed.records import attach, context, query
from farhand.embed.records.errors import Errors, note
from farhand.embed.records.guards import Declared, Full
from farhand.embed.records.ring import Ring, RingHandler
from farhand.embed.web.exchange import BadRequest, Request

Make = Callable[..., Process]


def record(message: str = "m", level: int = 20, name: str = "a.b", created: float = 0.0, **more: Any) -> Any:
    made = logging.LogRecord(name, level, "f", 1, message, (), more.pop("exc_info", None))
    made.created = created or time.time()
    made.__dict__.update(more)
    return made


def raised(text: str = "x") -> Any:
    try:
        raise ValueError(text)
    except ValueError:
        return sys.exc_info()


def test_bounded_by_number(make: Make) -> None:
    ring = make(folder=False).of(Ring)
    handler = RingHandler()
    for n in range(5000):
        handler.handle(record(f"m{n}"))
    assert ring.says()["kept"] == 2000
    assert ring.says()["seen"] == 5000
    assert next(ring.newest())[4] == "m4999"


@pytest.mark.parametrize(
    "more",
    [{}, {"field": "y" * 900}, {"field": ["z" * 2000] * 50}, {"field": {"k": "v" * 10_000}}, {"exc_info": 1}],
)
def test_bounded_by_bytes(make: Make, more: dict[str, Any]) -> None:
    if "exc_info" in more:
        more["exc_info"] = raised("e" * 100_000)
    ring = make(folder=False).of(Ring)
    handler = RingHandler()
    for _ in range(3000):
        handler.handle(record("x" * 20_000, **more))
    assert ring.says()["bytes"] <= ring.most_bytes
    assert ring.says()["kept"] > 20


def test_nothing_odd_reaches_the_app(make: Make) -> None:
    class Broken:
        def __str__(self) -> str:
            raise ValueError

        __repr__ = __str__

    process = make(folder=False)
    handler = RingHandler()
    handler.handle(record("%s %s"))
    odd = logging.LogRecord("a", 20, "f", 1, "%s %s", ("x",), None)
    handler.handle(odd)
    handler.handle(logging.LogRecord("a", 20, "f", 1, Broken(), (Broken(),), None))
    handler.handle(record(field=Broken()))
    damaged = record()
    del damaged.__dict__["levelno"]
    handler.handle(damaged)
    rows = query.rows(process.of(Ring), query.Query(), Full())
    assert len(rows) == 4
    assert "do not fit" in rows[1]["message"]


def test_many_threads(make: Make) -> None:
    process = make(folder=False)
    handler = RingHandler()
    stop = threading.Event()
    failures: list[BaseException] = []

    def write(n: int) -> None:
        try:
            for i in range(3000):
                handler.handle(record(f"{n} {i}", exc_info=raised() if i % 100 == 0 else None))
        except BaseException as error:
            failures.append(error)

    def read() -> None:
        try:
            while not stop.is_set():
                query.rows(process.of(Ring), query.Query(limit=50), Declared())
                process.of(Ring).settle()
                process.of(Errors).rows(str)
        except BaseException as error:
            failures.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    writers = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in writers:
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    reader.join()
    assert not failures
    assert process.of(Ring).says()["seen"] == 24_000
    assert process.of(Errors).rows(str)[0]["count"] == 240


def test_a_child_has_a_ring_of_its_own(make: Make) -> None:
    before = make(folder=False)
    for handler in [h for h in logging.root.handlers if isinstance(h, RingHandler)]:
        logging.root.removeHandler(handler)  # of whichever test was here before
    attach.attach()
    logger = logging.getLogger("fork.test")
    logger.error("before the fork")
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            processes.begin_again()
            logger.error("in the child")
            process = processes.current()
            assert process is not None
            told = [row["message"] for row in query.rows(process.of(Ring), query.Query(), Declared())]
            os.write(writing, repr(told).encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 1000) == b"['in the child']"
    assert [r["message"] for r in query.rows(before.of(Ring), query.Query(), Declared())] == [
        "before the fork"
    ]
    os.close(reading)
    os.close(writing)


# What is asked.


def fill(process: Process) -> Ring:
    handler = RingHandler()
    token = context.begin("00-" + "a" * 32 + "-" + "b" * 16 + "-01", "r1")
    handler.handle(record("one", 20, "shop", 1000.0))
    context.end(token)
    handler.handle(record("two", 40, "shop.orders", 2000.0, field={"city": "Ulm"}))
    handler.handle(record("three", 30, "shopping", 3000.0, exc_info=raised("lost parcel")))
    return process.of(Ring)


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, ["one", "two", "three"]),
        ({"level": "warning"}, ["two", "three"]),
        ({"level": "40"}, ["two"]),
        ({"logger": "shop"}, ["one", "two"]),
        ({"since": "1970-01-01T00:33:20Z"}, ["two", "three"]),
        ({"until": "1970-01-01T00:33:20Z"}, ["one"]),
        ({"since": "1970-01-01T01:33:20+01:00", "until": "1970-01-01 00:50:00"}, ["two"]),
        ({"since": "-15m"}, []),
        ({"trace": "a" * 32}, ["one"]),
        ({"text": "PARCEL"}, ["three"]),
        ({"text": "ulm"}, ["two"]),
        ({"limit": "2"}, ["two", "three"]),
        ({"limit": "1", "level": "ERROR"}, ["two"]),
    ],
)
def test_queries(make: Make, parameters: dict[str, str], expected: list[str]) -> None:
    ring = fill(make(folder=False))
    asked = query.asked(parameters, time.time())
    assert [row["message"] for row in query.rows(ring, asked, Declared())] == expected


@pytest.mark.parametrize(
    "wrong",
    [
        {"level": "LOUD"}, {"level": "-1"}, {"limit": "0"}, {"limit": "2001"}, {"limit": "x"}, {"limit": "²"},
        {"since": "yesterday"}, {"since": "-x"}, {"until": "9999999999999-01-01"}, {"colour": "red"},
    ],
)  # fmt: skip
def test_wrong_queries_are_named(wrong: dict[str, str]) -> None:
    with pytest.raises(BadRequest, match=next(iter(wrong))):
        query.asked(wrong, time.time())


def test_the_endpoints_over_workers(make: Make) -> None:
    process = make(folder=False)
    fill(process)
    logs, _ = endpoints.find("/admin/logs")
    errors, _ = endpoints.find("/admin/errors")
    request = Request("GET", "/admin/logs", {"limit": "4"})
    row = logs.local(process, request)
    answer = logs.merged([{"worker": 1, **row}, {"worker": 2, **row}], request)
    assert [r["message"] for r in _json(answer)["records"]] == ["two", "two", "three", "three"]
    assert [w["kept"] for w in _json(answer)["workers"]] == [3, 3]
    request = Request("GET", "/admin/errors", {})
    row = errors.local(process, request)
    (group,) = _json(errors.merged([{"worker": 1, **row}, {"worker": 2, **row}], request))["errors"]
    assert (group["type"], group["count"], group["workers"]) == ("ValueError", 2, [1, 2])
    assert group["place"].endswith(":raised")
    for bad in ({"limit": "0"}, {"x": "1"}):
        with pytest.raises(BadRequest):
            errors.local(process, Request("GET", "/admin/errors", bad))


def _json(answer: Any) -> Any:
    import json

    return json.loads(answer.body)


# Errors.


def test_exceptions_are_grouped_by_type_and_place(make: Make) -> None:
    process = make(folder=False)
    for n in range(5):
        note(raised(f"text {n}")[1], "shop")
    try:
        int("x")
    except ValueError as error:
        note(error)
    first, second = process.of(Errors).rows(str)
    assert (second["count"], second["message"], second["logger"]) == (5, "text 4", "shop")
    assert first["count"] == 1
    assert first["first"] <= first["last"]


def test_the_place_is_in_the_apps_own_code(make: Make) -> None:
    import json

    process = make(folder=False)
    try:
        json.loads("{")
    except ValueError as error:
        note(error)
    assert "test_ring.py" in process.of(Errors).rows(str)[0]["place"]


def test_errors_are_bounded(make: Make) -> None:
    errors = make(folder=False).of(Errors)
    for n in range(1000):
        errors.note(type(f"E{n}", (Exception,), {})("x" * 10_000))
    assert errors.says()["groups"] <= 100
    rows = errors.rows(str)
    assert rows[0]["type"].endswith("E999")
    assert all(len(row["message"]) <= 2048 for row in rows)
    assert errors.dropped >= 900


# Where the handler hangs.


def test_every_record_once_and_nothing_changed_for_the_app(make: Make, capsys: Any) -> None:
    process = make(folder=False)
    root = logging.getLogger()
    root.handlers[:] = []
    attach.attach()
    assert not root.handlers, "so basicConfig() still does something"
    logging.getLogger("a").warning("printed by Python's last resort")
    logging.basicConfig(level="INFO", force=False, stream=sys.stderr)
    assert len(root.handlers) == 1
    apart = logging.getLogger("apart")
    apart.propagate, apart.handlers = False, [logging.NullHandler()]
    silent = logging.getLogger("silent")
    silent.propagate, silent.handlers = False, []
    part.tick(process)
    part.tick(process)
    apart.warning("from one that keeps to itself")
    apart.getChild("child").warning("from its child")
    silent.warning("from one without handlers")
    logging.getLogger("b").info("from the root")
    told = [row["message"] for row in query.rows(process.of(Ring), query.Query(), Declared())]
    assert told == [
        "printed by Python's last resort",
        "from one that keeps to itself",
        "from its child",
        "from one without handlers",
        "from the root",
    ]
    printed = capsys.readouterr().err
    assert printed.count("last resort") == printed.count("without handlers") == 1
    apart.propagate = True
    part.tick(process)
    apart.warning("now once, too")
    assert [r["message"] for r in query.rows(process.of(Ring), query.Query(), Declared())].count(
        "now once, too"
    ) == 1
    apart.handlers, silent.propagate = [], True


def test_what_it_says_for_the_census(make: Make) -> None:
    process = make(folder=False)
    fill(process)
    told = part.says(process)
    assert (told["seen"], told["kept"], told["groups"], told["exceptions"]) == (3, 3, 1, 1)
