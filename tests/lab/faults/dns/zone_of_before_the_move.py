"""The name server still gives the address of a host that was taken away."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("DNS-11",)
SREGYM = "stale_coredns_config"
EXPECT = Expect("tcp.host_down", also=("dns.wrong_address", "tcp.no_route", "tcp.timeout"), subject="cache")


def world(lab: Lab) -> None:
    lab.redis()
    lab.dns.set("cache.lab.test", a=["10.77.2.77"])
    lab.declare(needs.redis("redis://cache.lab.test:6379"))
