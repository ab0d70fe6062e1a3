"""Schemes and hosts in capitals, a default port, and no path."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-10",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(80)
    lab.env["API_URL"] = "HTTP://API.Lab.Test"
    lab.declare("""
        [env.API_URL]
        required = true
        [dependencies.http]
        kind = "http"
        url = "${API_URL}"

    """)
