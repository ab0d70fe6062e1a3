"""A public key was given where the secret one belongs."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-12",)
EXPECT = Expect("config.value_malformed", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.env["STRIPE_KEY"] = "pk_live_4eC39HqLyjWDarjtT1zdp7dc"

    lab.http(8080)
    lab.declare("""
        [env.STRIPE_KEY]
        required = true
        secret = true
        pattern = "^sk_"
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
    """)
