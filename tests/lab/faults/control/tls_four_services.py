"""Four services, each with TLS and a certificate of its own."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import redis_tls

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.trust()
    for n, p in (("a", 8443), ("b", 8444), ("c", 8445)):
        lab.http(p, tls=lab.cert(f"{n}.lab.test"))
        lab.dns.set(f"{n}.lab.test", a=[lab.SVC])
    c, k = lab.cert("cache.lab.test")
    redis_tls(lab, c, k, lab.ca_file)
    lab.dns.set("cache.lab.test", a=[lab.SVC])
    lab.declare(
        "".join(
            (
                f'[dependencies.{n}]\nkind="http"\nurl="https://{n}.lab.test:{p}/"\n'
                for n, p in (("a", 8443), ("b", 8444), ("c", 8445))
            )
        )
        + '[dependencies.cache]\nkind="redis"\nurl="rediss://cache.lab.test:6390/0"\n'
    )
