"""MQTT among the protocols: its schemes, and how it is known."""

from __future__ import annotations

from farhand.checks._service import Spoken
from farhand.wire import mqtt
from farhand.wire.tcp import Conn


def _speaks(conn: Conn) -> bool:
    conn.send(mqtt.connect(4, ""))
    return mqtt.receive(conn).kind == mqtt.CONNACK


SPOKEN = Spoken(
    name="MQTT", port=1883, plain="mqtt", secure="mqtts", ask="CONNECT", speaks=_speaks,
    look="mosquitto_sub {tls} -h {host} -p {port} -t '$SYS/broker/version' -C 1 -W 5",
    tls_flag="--tls-use-os-certs",
)  # fmt: skip
SECURE = ("mqtts", "ssl")
