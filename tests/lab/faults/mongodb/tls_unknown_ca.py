"""TLS with a certificate by an authority that the app does not know."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb
from tests.lab.servers import mongodb as real

TAXONOMY: tuple[str, ...] = ("TLS-06",)
EXPECT = Expect("tls.unknown_ca", subject="documents", also=("tls.self_signed",))


def world(lab: Lab) -> None:
    lab.serve("mongodb", tls=lab.cert("10.77.2.2"))
    lab.declare(mongodb(real.URL + "?tls=true"))
