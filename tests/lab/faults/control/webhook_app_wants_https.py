"""The app itself redirects what did not come over TLS; asked with a POST, which it refuses unsigned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.lab import webhooks
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.webhook import takes

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    webhooks.site(lab, route=only_https)
    lab.declare(webhooks.declared(probe_post=True))


def only_https(method: str, headers: Mapping[str, str], body: bytes) -> Any:
    if headers.get("x-forwarded-proto") != "https":
        return 301, "", {"Location": f"https://{headers.get('host')}/hooks/payments"}
    return takes()(method, headers, body)
