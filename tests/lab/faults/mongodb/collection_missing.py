"""A collection that the app needs is not there."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb
from tests.lab.servers import mongodb as real

TAXONOMY: tuple[str, ...] = ("PG-13",)
EXPECT = Expect("db.migration_failed", subject="documents")


def world(lab: Lab) -> None:
    lab.serve("mongodb")
    lab.declare(mongodb(real.URL, collections=["invoices", "payments"]))
