"""What a log record costs: as JSON, masked, through the whole redactor, and into the ring.

python -m tests.embed.bench_records

All that is compared runs in one process, in turns, and of each the least processor time counts. A call is a
whole logging call: record, handler, formatter, and a write to /dev/null. No call is like the one before, so
that nothing is answered from a memory of texts.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from typing import TextIO

from farhand.embed import process as processes
from farhand.embed import secrets
from farhand.embed.process import Process
from farhand.embed.records import JsonFormatter, RingHandler

Row = tuple[str, str, str]
Call = Callable[[logging.Logger, int], None]

PLAIN = "%(asctime)s %(levelname)s %(name)s %(message)s"
CALLS, ROUNDS = 2000, 15


def ordinary(logger: logging.Logger, n: int) -> None:
    """What most records of an app are like, with three fields."""
    fields = {"trace_id": "0fd630f1f29d0da9953f48f1a09f76b5", "user": n, "path": f"/api/v1/orders/{n}"}
    logger.info("request %s took %d ms", n, 12, extra=fields)


def bare(logger: logging.Logger, n: int) -> None:
    logger.info("request %s took %d ms", n, 12)


TEXTS = (
    "order %d accepted for customer Meier, 3 items, 129.90 EUR",
    "GET https://api.example.com/v1/orders/%d?expand=items 200 in 31 ms",
    "user login-%d@example.com signed in from 10.2.3.4",
    "token refreshed, expires in %d s",
    "SELECT id, name FROM customers WHERE id = %d ORDER BY name LIMIT 50",
    "cache miss for key product:%d, loading from the database",
    "retrying upload of invoice-%d.pdf to storage, attempt 2 of 5",
)


def mixed(logger: logging.Logger, n: int) -> None:
    """Seven kinds in turn: three of them have a word or sign that secrets have, none holds one."""
    logger.info(TEXTS[n % len(TEXTS)], n)


def secret(logger: logging.Logger, n: int) -> None:
    logger.info("connected to postgres://app:pass%dword@db.internal:5432/shop", n)


class Subject:
    """A logger of its own that writes to /dev/null."""

    def __init__(self, sink: TextIO, *handlers: logging.Handler, formatter: logging.Formatter) -> None:
        self.logger = logging.Logger("shop.orders", logging.INFO)
        stream = logging.StreamHandler(sink)
        stream.setFormatter(formatter)
        for handler in (stream, *handlers):
            self.logger.addHandler(handler)
        self.least = float("inf")

    def run(self, call: Call, first: int) -> None:
        logger, begun = self.logger, time.process_time()
        for n in range(first, first + CALLS):
            call(logger, n)
        self.least = min(self.least, (time.process_time() - begun) / CALLS * 1e6)


def least(call: Call, subjects: dict[str, Subject], rounds: int = ROUNDS) -> dict[str, float]:
    """Microseconds of processor time for one call, by subject."""
    for subject in subjects.values():
        subject.least = float("inf")
    for turn in range(rounds):
        for subject in subjects.values():
            subject.run(call, turn * CALLS)
    return {name: subject.least for name, subject in subjects.items()}


def alone(found: dict[str, logging.Formatter]) -> dict[str, float]:
    """Microseconds of processor time to format one ordinary record, which nobody has formatted before."""
    cost = dict.fromkeys(found, float("inf"))
    for turn in range(ROUNDS):
        for name, formatter in found.items():
            records = [_record(n) for n in range(turn * CALLS, (turn + 1) * CALLS)]
            begun = time.process_time()
            for record in records:
                formatter.format(record)
            cost[name] = min(cost[name], (time.process_time() - begun) / CALLS * 1e6)
    return cost


def _record(n: int) -> logging.LogRecord:
    fields = {"trace_id": "0fd630f1f29d0da9953f48f1a09f76b5", "user": n, "path": f"/api/v1/orders/{n}"}
    logger, text = logging.Logger("shop.orders"), "request %s took %d ms"
    return logger.makeRecord("shop.orders", logging.INFO, "app.py", 7, text, (n, 12), None, extra=fields)


def formatters() -> dict[str, logging.Formatter]:
    """Ours and the peers that are installed."""
    found: dict[str, logging.Formatter] = {
        "plain": logging.Formatter(PLAIN),
        "json": JsonFormatter(),
        "full": JsonFormatter(redact="full"),
        "json, standard encoder": JsonFormatter(encoder="json"),
    }
    try:
        from pythonjsonlogger.json import JsonFormatter as Theirs
        from pythonjsonlogger.msgspec import MsgspecFormatter
        from pythonjsonlogger.orjson import OrjsonFormatter
    except ImportError:
        return found
    peers = {
        "peer": Theirs(PLAIN),
        "peer, orjson": OrjsonFormatter(PLAIN),
        "peer, msgspec": MsgspecFormatter(PLAIN),
    }
    return found | peers


def prepare() -> None:
    """Five secrets are known, as in an app with a few dependencies."""
    for n in range(5):
        secrets.secret(f"S{n}cret-Value/{n * 7919}x")
    processes.begin(Process(role="bench"))


def rows() -> Iterable[Row]:
    prepare()
    with open("/dev/null", "w") as sink:
        subjects = {name: Subject(sink, formatter=f) for name, f in formatters().items()}
        one_record = alone(formatters())
        yield from of_formatters(least(ordinary, subjects))
        yield from of_formatters_alone(one_record)
        few = {name: subjects[name] for name in ("plain", "json", "full")}
        for call, what in ((mixed, "of seven kinds"), (secret, "with a secret in it")):
            cost = least(call, few)
            yield f"JSON record {what}, by plain", f"{cost['json'] / cost['plain']:.2f}", "-"
            yield "the same with the whole redactor", f"{cost['full'] / cost['plain']:.2f}", "-"
        yield from of_ring(sink)
    yield "import of the ring and its handler", f"{import_cost():.1f} ms", "-"


def of_formatters(cost: dict[str, float]) -> Iterable[Row]:
    def ratio(one: str, other: str) -> str:
        return f"{cost[one] / cost[other]:.2f}" if other in cost else "not installed"

    yield "JSON record by Python's plain formatter", ratio("json", "plain"), "<= 1.3"
    yield "the same with the whole redactor", ratio("full", "plain"), "<= 2.5"
    yield "the same with Python's own JSON encoder", ratio("json, standard encoder", "plain"), "-"
    yield "JSON record by python-json-logger", ratio("json", "peer"), "<= 0.7"
    yield "both with Python's own encoder", ratio("json, standard encoder", "peer"), "-"
    yield "JSON record by python-json-logger with orjson", ratio("json", "peer, orjson"), "-"
    yield "JSON record by python-json-logger with msgspec", ratio("json", "peer, msgspec"), "-"


def of_formatters_alone(cost: dict[str, float]) -> Iterable[Row]:
    yield "the formatter alone, by Python's plain one", f"{cost['json'] / cost['plain']:.2f}", "<= 1.3"
    yield "the same with the whole redactor", f"{cost['full'] / cost['plain']:.2f}", "<= 2.5"
    if "peer" in cost:
        yield "the formatter alone, by python-json-logger's", f"{cost['json'] / cost['peer']:.2f}", "<= 0.7"


def of_ring(sink: TextIO) -> Iterable[Row]:
    """What the ring adds to a call that another handler writes, too."""
    plain = logging.Formatter(PLAIN)
    subjects = {
        "without": Subject(sink, formatter=plain),
        "with": Subject(sink, RingHandler(), formatter=plain),
    }
    for call, what, asked in (
        (bare, "ring, a record", "<= 1.5 us"),
        (ordinary, "ring, with three fields", "-"),
    ):
        cost = least(call, subjects, 4 * ROUNDS)
        yield what, f"{cost['with'] - cost['without']:.2f} us", asked


def import_cost() -> float:
    """Milliseconds of processor time, where an app has loaded what every app has; the least of five."""
    program = (
        "import logging, re, json, collections, contextvars, itertools, threading, time\n"
        "import farhand.embed.process, farhand.embed.hooks; begun = time.process_time()\n"
        "import farhand.embed.records.attach\n"
        "print((time.process_time() - begun) * 1000)"
    )
    runs = (
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        for _ in range(5)
    )
    return min(float(run.stdout) for run in runs)


def main() -> None:
    print("| what | measured | asked |\n|---|---|---|")
    for row in rows():
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main()
