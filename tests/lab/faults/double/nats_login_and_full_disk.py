"""The message server refuses the user, and the volume for the data is full."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("MQ-01", "OS-01")
EXPECT = Expect(causes=("amqp.auth", "fs.full"))


def world(lab: Lab) -> None:
    lab.serve("nats")
    data = lab.tmp / "data"
    data.mkdir()
    lab.app.run(["mount", "-t", "tmpfs", "-o", "size=1m,mode=1777", "tmpfs", data])
    lab.app.run(["dd", "if=/dev/zero", f"of={data}/old", "bs=4k"], check=False)
    bus = needs.need("nats", "bus", url="nats://app:other-word-5@10.77.2.2:4222")
    lab.declare(bus + needs.need("directory", "data", path=str(data), writable=True))
