"""The app lives without its broker, which is down; the rest is well."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("mysql")
    lab.redis()
    lab.declare(
        needs.need("mysql", "database", url="mysql://app:app-secret@10.77.2.2/appdb")
        + needs.redis()
        + needs.need("nats", "bus", url="nats://10.77.2.2:4222", critical=False)
    )
