"""The company's authority is in a variable that httpx does not read."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import HTTPS, api, only_way, proxied

TAXONOMY: tuple[str, ...] = ("PRX-11", "TLS-08")
EXPECT = Expect("tls.intercepted", also=("tls.unknown_ca",), owner="customer-security", subject="api")


def world(lab: Lab) -> None:
    corp = lab.intercept()
    proxied(lab, "http://10.77.1.1:3128")
    lab.http(8443, tls=lab.cert("api.lab.test"))
    only_way(lab)
    lab.env["REQUESTS_CA_BUNDLE"] = corp.ca_file
    api(lab, HTTPS, run_by="vendor", rest='client = "httpx"')
