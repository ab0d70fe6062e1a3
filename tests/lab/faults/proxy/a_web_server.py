"""What is called a proxy is a web server."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import nginx
from tests.lab.sites import HTTPS, api, https, proxied

TAXONOMY: tuple[str, ...] = ("PRX-13",)
EXPECT = Expect("proxy.misconfigured", also=("proxy.unreachable", "proxy.blocked"), subject="api")


def world(lab: Lab) -> None:
    nginx(lab, 3128, "server { listen 10.77.2.2:3128; return 200 hello; }")
    proxied(lab, "http://10.77.2.2:3128")
    https(lab)
    lab.firewall("tcp dport 8443 drop")
    api(lab, HTTPS)
