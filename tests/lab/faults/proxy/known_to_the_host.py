"""Only /etc/environment knows of the proxy."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import HTTPS, api, https, only_way

TAXONOMY: tuple[str, ...] = ("PRX-01",)
EXPECT = Expect("proxy.required", also=("proxy.not_used",), subject="api")


def world(lab: Lab) -> None:
    lab.squid()
    https(lab)
    only_way(lab)
    lab.etc("environment", 'https_proxy="http://10.77.1.1:3128"\n')
    api(lab, HTTPS, run_by="vendor")
