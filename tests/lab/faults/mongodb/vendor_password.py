"""The vendor runs the server, and the app has an old password."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect("mongodb.auth", owner="vendor-engineering", subject="documents")


def world(lab: Lab) -> None:
    lab.serve("mongodb")
    url = "mongodb://app:mongo-secret-4@10.77.2.2/billing"
    lab.declare(mongodb(url, run_by="vendor"))
