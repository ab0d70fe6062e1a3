"""https:// with PostgreSQL's port: it hangs up on the hello."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import HTTPS, api

TAXONOMY: tuple[str, ...] = ("TLS-16",)
EXPECT = Expect("tls.not_tls", also=("tcp.wrong_service", "tls.handshake_cut"), subject="api")


def world(lab: Lab) -> None:
    lab.postgres(port=8443, tls=lab.cert("api.lab.test"))
    lab.trust()
    api(lab, HTTPS)
