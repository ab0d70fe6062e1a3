"""The service wants a key in a header, and gets it."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(
        8080,
        routes={
            "/ping": lambda m, p, h, b: (
                200 if h.get("x-api-key") == "good-key-999" else (401, '{"error":"bad key"}')
            )
        },
    )
    lab.env["K"] = "good-key-999"
    api(lab, rest='headers = {"X-Api-Key" = "${K}"}\n[env.K]\nsecret=true')
