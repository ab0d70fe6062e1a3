"""The URL has PostgreSQL's port, and PostgreSQL hangs up without a word."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ("TCP-14",)
EXPECT = Expect("tcp.wrong_service", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    lab.postgres(port=8080)
    api(lab)
