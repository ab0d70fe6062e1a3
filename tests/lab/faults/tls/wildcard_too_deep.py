"""A wildcard covers one level of names, not two."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ("TLS-03",)
EXPECT = Expect("tls.hostname", owner="vendor-engineering", subject="api")


def world(lab: Lab) -> None:
    lab.trust()
    lab.http(8443, tls=lab.cert("*.lab.test"))
    lab.dns.set("v1.api.lab.test", a=[lab.SVC])
    api(lab, "https://v1.api.lab.test:8443/ping", run_by="vendor")
