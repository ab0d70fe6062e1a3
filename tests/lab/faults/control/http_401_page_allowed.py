"""401 is one of the statuses that may come, and it comes with nginx's page."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.gateways import nginx, vhost
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ("HTTP-01",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    login = "auth_basic corp; auth_basic_user_file /dev/null; location / { root /tmp; }"
    nginx(lab, 8080, vhost(8080, login))
    api(lab, rest="expect = [200, 401]")
