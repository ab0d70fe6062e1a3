"""Brokers and caches: version and settings by what their own tools print, and the folder that has them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from farhand.mirror.build import Asked, files
from farhand.mirror.run import servers
from farhand.mirror.run.nouns import Service
from tests.mirror.plan import sites

DECLARATION = """
[app]
name = "billing"
[dependencies.jobs]
kind = "amqp"
host = "jobs"
[dependencies.bus]
kind = "nats"
host = "bus"
[dependencies.things]
kind = "mqtt"
host = "things"
[dependencies.cache]
kind = "memcached"
host = "cache"
"""
#: As `rabbitmqctl environment`, /varz and INFO of NATS, mosquitto.conf and `stats settings` have them.
SENT = {
    "amqp:jobs": """RabbitMQ version: 3.10.8
$ rabbitmqctl environment
 [{rabbit,
      [{channel_max,32},
       {default_vhost,<<"billing">>},
       {heartbeat,60},
""",
    "nats:bus": """INFO {"server_id":"NA","server_name":"NA","version":"2.9.10","proto":1,"max_payload":2048}
nats-server: v2.9.10
  "max_connections": 20,
  "ping_interval": 120000000000,
""",
    "mqtt:things": """mosquitto version 2.0.11
$ cat /etc/mosquitto/mosquitto.conf
allow_anonymous true
message_size_limit 1000
password_file /etc/mosquitto/passwords
max_qos 1
""",
    "memcached:cache": "STAT version 1.6.18\r\nSTAT maxconns 64\r\n"
    "STAT item_size_max 524288\r\nSTAT evictions off\r\n",
}
WANTED = {
    "amqp:jobs": {"version": "3.10.8", "channel_max": "32", "default_vhost": "billing", "heartbeat": "60"},
    "nats:bus": {
        "version": "2.9.10", "max_payload": "2048", "max_connections": "20", "ping_interval": "120000000000",
    },
    "mqtt:things": {
        "version": "2.0.11", "allow_anonymous": "true", "message_size_limit": "1000", "max_qos": "1",
    },
    "memcached:cache": {"version": "1.6.18", "maxconns": "64", "item_size_max": "524288", "evictions": "off"},
}  # fmt: skip


@pytest.mark.parametrize("area", SENT)
def test_what_its_tools_print(area: str, tmp_path: Path) -> None:
    found = sites.side({"sent": SENT[area]}, sites.app(tmp_path, DECLARATION)).fingerprint
    assert {f.name: f.value for f in found.facts if f.area == area} == WANTED[area]


def test_the_folder_has_their_settings(tmp_path: Path) -> None:
    plan = sites.plan(SENT, sites.app(tmp_path, DECLARATION))
    ids = {one.id for one in plan.differences if one.apply}
    assert {"jobs-channel_max", "bus-max_payload", "things-max_qos", "cache-evictions"} <= ids
    made = yaml.safe_load(files(Asked(plan))["compose.yaml"])["services"]
    assert "-rabbit channel_max 32" in made["jobs"]["environment"]["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"]
    assert made["jobs"]["environment"]["RABBITMQ_DEFAULT_VHOST"] == "billing"
    assert "max_payload: 2048" in made["bus"]["command"][2]
    assert made["bus"]["image"] == "nats:2.9-alpine"
    assert "max_qos 1" in made["things"]["command"][2]
    assert made["cache"]["command"][1:] == ["-I", "524288", "-o", "slab_chunk_max=262144", "-c", "64", "-M"]


@pytest.mark.parametrize(
    ("kind", "name"),
    [("nats", "max_payload"), ("mqtt", "max_qos"), ("amqp", "heartbeat"), ("memcached", "maxconns")],
)
@pytest.mark.parametrize(
    "value", ["1 include /etc/passwd", "$HOME", "{ x }", "1; log_file: x", '1"2', "-o x"]
)
def test_no_value_is_more_than_a_value(kind: str, name: str, value: str) -> None:
    module = servers.of(kind)
    start = module.start(
        Service("x", kind, settings={name: value}), "/f", "/p", *range(1, 1 + getattr(module, "PORTS", 1))
    )
    assert not [text for text in (*start.argv, *start.files.values(), *start.env.values()) if value in text]
