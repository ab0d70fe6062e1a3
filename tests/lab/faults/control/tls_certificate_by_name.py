"""The certificate depends on the name that is asked for."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import nginx, vhost
from tests.lab.sites import HTTPS, api

TAXONOMY: tuple[str, ...] = ("TLS-15",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    one, two = (lab.cert("default.lab.test"), lab.cert("api.lab.test"))
    lab.trust()
    other = vhost(8443, "return 503;", one)
    nginx(lab, 8443, other + vhost(8443, "server_name api.lab.test; return 200 ok;", two))
    api(lab, HTTPS)
