"""The server wants a certificate of the client, and the app has none."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb
from tests.lab.servers import mongodb as real

TAXONOMY: tuple[str, ...] = ("TLS-09",)
EXPECT = Expect("tls.client_cert", subject="documents")


def world(lab: Lab) -> None:
    lab.trust()
    lab.serve("mongodb", tls=lab.cert("10.77.2.2"), client_ca=lab.ca_file)
    lab.declare(mongodb(real.URL + "?tls=true"))
