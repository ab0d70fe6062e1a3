"""One line of JSON for each record, whatever the app logs."""

from __future__ import annotations

import datetime
import enum
import json
import logging
import logging.config
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from farhand.embed.records import JsonFormatter, context
from farhand.embed.records.formatter import stamp

Make = Callable[..., Any]


class Broken:
    def __str__(self) -> str:
        raise ValueError("no text")

    __repr__ = __str__


class Colour(enum.IntEnum):
    RED = 3


def test_a_plain_record(log: Make) -> None:
    made = log(JsonFormatter())
    fields = {"user": 42, "path": "/x", "ok": True, "part": 1.5}
    made.logger.info("order %s took %d ms", "A7", 12, extra=fields)
    line = made.line
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "level": "INFO",
        "logger": "shop.orders",
        "message": "order A7 took 12 ms",
        "fields": fields,
    }


@pytest.mark.parametrize("created", [0.0, 1.9996, 1_700_000_000.0, 1_700_000_000.999999, 1_700_000_001.5])
def test_times_are_utc_with_milliseconds(created: float) -> None:
    told = datetime.datetime.fromisoformat(stamp(created))
    assert told.utcoffset() == datetime.timedelta(0)
    assert 0 <= created - told.timestamp() < 0.0011


def test_ids_of_the_request(log: Make) -> None:
    made = log(JsonFormatter())
    token = context.begin("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "req-7")
    made.logger.info("in")
    context.end(token)
    made.logger.info("out", extra={"trace_id": "abc"})
    inside, outside = made.lines
    assert inside["trace_id"] == "4bf92f3577b34da6a3ce929d0e0e4736"
    assert (inside["span_id"], inside["request_id"]) == ("00f067aa0ba902b7", "req-7")
    assert outside["trace_id"] == "abc", "given by hand it stands where the others stand"
    assert "fields" not in outside
    assert "request_id" not in outside


def test_an_exception_with_its_cause(log: Make) -> None:
    made = log(JsonFormatter())
    try:
        try:
            int("x")
        except ValueError as error:
            raise KeyError("outer") from error
    except KeyError:
        made.logger.exception("failed", stack_info=True)
    told = made.line["exception"]
    assert told["type"] == "KeyError"
    assert told["message"] == "'outer'"
    assert "ValueError: invalid literal" in told["stack"]
    assert "test_formatter.py" in made.line["stack"]


def test_arguments_that_do_not_fit(log: Make) -> None:
    made = log(JsonFormatter())
    made.logger.info("one %s two %s", "only one")
    assert made.line["message"] == "one %s two %s"
    assert "do not fit" in made.line["problem"]
    assert "only one" in made.line["problem"]


ODD: dict[str, Any] = {
    "object": Broken(),
    "bytes": b"\xff\x00abc",
    "nan": float("nan"),
    "infinite": float("-inf"),
    "huge": 10**40,
    "very huge": 1 << 100_000,
    "half a character": "x\ud800y",
    "enum": Colour.RED,
    "set": {1, 2},
    "time": datetime.datetime(2026, 1, 2),
    "keys": {1: "a", (2, 3): "b", Broken(): "c", None: 1},
    "class": Broken,
    "generator": (n for n in range(3)),
    "str subclass": type("S", (str,), {"__str__": lambda self: "lie"})("x"),
    "zero": "a\x00b\x1b[31mred\x1b[0m",
}
LOOP: list[Any] = []
LOOP.append(LOOP)
ODD["loop"] = LOOP
DEEP: dict[str, Any] = {}
for _ in range(500):
    DEEP = {"x": DEEP}
ODD["deep"] = DEEP


@pytest.mark.parametrize("encoder", ["msgspec", "orjson", "json"])
@pytest.mark.parametrize("redact", ["declared", "full"])
def test_odd_values(log: Make, encoder: str, redact: str) -> None:
    made = log(JsonFormatter(encoder=encoder, redact=redact))
    for name, value in ODD.items():
        made.logger.warning("%s", value, extra={name: value})
        made.logger.warning(value, extra={"a": {"b": [value]}})
    assert len(made.lines) == 2 * len(ODD)
    by_name = {k: v for line in made.lines for k, v in line.get("fields", {}).items()}
    assert by_name["object"] == "<Broken that cannot be shown: ValueError>"
    assert by_name["nan"] == "nan" or by_name["nan"] is None
    assert by_name["enum"] == 3
    assert "\x1b" not in made.text


def test_what_is_huge_is_cut(log: Make) -> None:
    made = log(JsonFormatter())
    made.logger.info("x" * 10_000_000, extra={"y": "y" * 10_000_000, "z": list(range(1_000_000))})
    assert len(made.text) < 100_000
    assert "more characters" in made.line["message"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary()
    | st.text(st.characters(categories=("Cs", "Cc", "L"))),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text() | st.integers(), inner, max_size=4)
    | st.tuples(inner) | st.frozensets(st.integers(), max_size=3),
    max_leaves=12,
)  # fmt: skip
FORMATTERS = [JsonFormatter(encoder=e, redact=r) for e in ("msgspec", "json") for r in ("declared", "full")]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text() | VALUES,
    st.lists(VALUES, max_size=3),
    st.dictionaries(st.text(max_size=9), VALUES, max_size=3),
)
def test_never_raises(message: Any, args: list[Any], fields: dict[str, Any]) -> None:
    record = logging.LogRecord("a", 20, "f", 1, message, tuple(args), None)
    for key, value in fields.items():
        record.__dict__.setdefault(key, value)
    for formatter in FORMATTERS:
        line = formatter.format(record)
        assert "\n" not in line
        assert json.loads(line)["level"] == "INFO"


def test_records_of_a_class_of_the_app(log: Make) -> None:
    class Mine(logging.LogRecord):
        def __init__(self, *args: Any, **more: Any) -> None:
            self.tenant = "t1"
            super().__init__(*args, **more)

        def getMessage(self) -> str:
            return str(self.msg).format(*(self.args or ()))

    record = Mine("a", 20, "f", 1, "{} is here", ("Bob",), None)
    line = json.loads(JsonFormatter().format(record))
    assert line["message"] == "Bob is here"
    assert line["fields"] == {"tenant": "t1"}


def test_a_damaged_record_costs_only_itself() -> None:
    record = logging.LogRecord("a", 20, "f", 1, "x", (), None)
    record.created = float("nan")
    record.exc_info = (ValueError, "no exception", 3)  # type: ignore[assignment]
    assert json.loads(JsonFormatter().format(record))["message"] == "x"
    del record.__dict__["msg"]
    assert "could not be written" in JsonFormatter().format(record)


def test_one_entry_in_a_dict_config() -> None:
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"json": {"()": "farhand.embed.records.JsonFormatter", "redact": "full"}},
            "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
            "loggers": {"dict_config_test": {"handlers": ["out"]}},
        }
    )
    (handler,) = logging.getLogger("dict_config_test").handlers
    assert isinstance(handler.formatter, JsonFormatter)


@pytest.mark.parametrize("given", [{"redact": "all"}, {"encoder": "xml"}])
def test_what_does_not_exist_is_said_at_once(given: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="there are:"):
        JsonFormatter(**given)


def test_with_the_standard_library_only(monkeypatch: pytest.MonkeyPatch, log: Make) -> None:
    for name in ("msgspec", "msgspec.json", "orjson"):
        monkeypatch.setitem(sys.modules, name, None)
    made = log(JsonFormatter())
    made.logger.info("ä %s", "€", extra={"n": 1})
    assert made.line["message"] == "ä €"
    assert time.time() > 0
