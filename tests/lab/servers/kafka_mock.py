"""The mock cluster of librdkafka: three brokers on ports of the loopback, made to test clients with."""

from __future__ import annotations

import importlib.util
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.lab.namespaces import Missing
from tests.lab.servers.gateways import haproxy

_RUN = """
import sys, time
from confluent_kafka import Producer
producer = Producer({"bootstrap.servers": "x", "test.mock.num.brokers": 3, "log_level": 0})
for topic in sys.argv[1:] or ["nothing"]:
    producer.produce(topic, b"x")
producer.flush(20)
found = producer.list_topics(timeout=20)
print("brokers " + " ".join("%s:%d" % (b.host, b.port) for b in found.brokers.values()), flush=True)
time.sleep(600)
"""


def start(
    lab: Any, folder: Path, topics: Sequence[str] = (), on_app: bool = False, relay: int = 0
) -> list[str]:
    """The brokers' addresses. `on_app`: on the app's own host; `relay`: a port of svc that leads to one."""
    if importlib.util.find_spec("confluent_kafka") is None:
        raise Missing("confluent-kafka is not installed")
    space = lab.app if on_app else lab.svc
    server = space.start([sys.executable, "-c", _RUN, *topics])
    until = time.monotonic() + 30
    while not (found := re.search(r"^brokers (.+)$", server.log.read_text(errors="replace"), re.MULTILINE)):
        if time.monotonic() > until or not server.running():
            raise RuntimeError(f"no mock cluster:\n{server.log.read_text(errors='replace')}")
        time.sleep(0.05)
    places = found.group(1).split()
    if relay:
        rest = f"listen l\n mode tcp\n bind {lab.SVC}:{relay}\n server s1 {places[0]}\n"
        haproxy(lab, relay, rest)
    return places
