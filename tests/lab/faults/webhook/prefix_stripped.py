"""The gateway takes the first part of the path away before it passes the call on."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("HTTP-06",)
EXPECT = Expect("http.not_found", owner="customer-platform", subject="payments", also=("http.wrong_backend",))


def world(lab: Lab) -> None:
    rest = "location /hooks/ { proxy_pass http://10.77.1.2:8080/; }"
    webhooks.site(lab, rest=rest)
    lab.declare(webhooks.declared())
