"""Only ALL_PROXY is set, and requests reads it."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import HTTPS, api, https, only_way

TAXONOMY: tuple[str, ...] = ("PRX-02",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.squid()
    https(lab)
    only_way(lab)
    lab.env |= {"ALL_PROXY": "http://10.77.1.1:3128", "REQUESTS_CA_BUNDLE": lab.ca_file}
    api(lab, HTTPS, rest='client = "requests"')
