"""A .env with the addresses of three kinds, quoted and with comments."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


FILE = """# addresses
DATABASE_URL="mysql://app:app-secret@10.77.2.2:3306/appdb"
export NATS_URL='nats://app:nats-secret-3@10.77.2.2:4222'

MQTT_URL=mqtt://app:mqtt-secret-5@10.77.2.2:1883   # the broker of the plant
"""


def world(lab: Lab) -> None:
    for name in ("mysql", "nats", "mqtt"):
        lab.serve(name)
    lab.env_file(FILE)
    rows = (("mysql", "database", "DATABASE_URL"), ("nats", "bus", "NATS_URL"), ("mqtt", "plant", "MQTT_URL"))
    lab.declare(
        '[deploy]\nplatform = "bare"\n'
        + "".join(f"[env.{variable}]\nrequired = true\nsecret = true\n" for _, _, variable in rows)
        + "".join(needs.need(kind, name, url=f"${{{variable}}}") for kind, name, variable in rows)
    )
