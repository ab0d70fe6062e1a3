"""The sender was given http://, and the gateway redirects to https://."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("HTTP-07",)
EXPECT = Expect("http.redirected", owner="customer-platform", subject="payments")


def world(lab: Lab) -> None:
    webhooks.site(lab, tls=None, inside="return 301 https://$http_host$request_uri;")
    lab.declare(webhooks.declared(url="http://app.lab.test:8081/hooks/payments"))
