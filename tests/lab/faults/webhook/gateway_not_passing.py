"""The gateway answers the path with a page of its own."""

from __future__ import annotations

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(
    "http.wrong_backend",
    owner="customer-platform",
    subject="payments",
    also=("http.not_found", "http.unexpected_body"),
)


def world(lab: Lab) -> None:
    page = "default_type text/html; return 200 '<html><title>Welcome to our shop</title></html>';"
    webhooks.site(lab, inside=page)
    lab.declare(webhooks.declared())
