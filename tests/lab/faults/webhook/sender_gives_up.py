"""The app works longer on a call than the sender waits."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.webhook import takes

TAXONOMY: tuple[str, ...] = ("HTTP-12",)
EXPECT = Expect("http.timeout", owner="vendor-engineering", subject="payments")


def world(lab: Lab) -> None:
    site = webhooks.site(lab, route=slow)
    site.call(2, patience=0.3)
    lab.declare(webhooks.declared(log=str(site.log)))


def slow(method: str, headers: Mapping[str, str], body: bytes) -> Any:
    """The work is done before the answer."""
    if method == "POST":
        time.sleep(1.0)
    return takes()(method, headers, body)
