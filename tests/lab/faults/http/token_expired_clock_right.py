"""The token has expired, and the clock is right."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ("HTTP-01",)
EXPECT = Expect("http.unauthorized", owner="customer-platform", subject="api")


def world(lab: Lab) -> None:
    challenge = 'Bearer error="invalid_token", error_description="Signature has expired"'
    lab.http(8080, status=401, body='{"error": "invalid_token"}', headers={"WWW-Authenticate": challenge})
    lab.env["TOKEN"] = "eyJhbGciOi.abc.def"
    token = 'headers = {Authorization = "Bearer ${TOKEN}"}\n[env.TOKEN]\nsecret = true'
    api(lab, rest=token, run_by="vendor")
