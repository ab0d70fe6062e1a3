"""A login, and collections that are there."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb
from tests.lab.servers import mongodb as real

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("mongodb")
    lab.declare(mongodb(real.URL, collections=["invoices"], tested=["7.0", "8.0"]))
