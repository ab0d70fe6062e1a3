"""The server speaks TLS only, and the address does not ask for it."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import mongodb
from tests.lab.servers import mongodb as real

TAXONOMY: tuple[str, ...] = ("TLS-17",)
EXPECT = Expect("tls.not_tls", subject="documents")


def world(lab: Lab) -> None:
    lab.serve("mongodb", tls=lab.cert("10.77.2.2"))
    lab.declare(mongodb(real.URL))
