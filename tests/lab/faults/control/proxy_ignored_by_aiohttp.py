"""aiohttp does not read the variables, and the direct way is open."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import HTTPS, api, https, proxied

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    proxied(lab, "http://10.77.1.1:3128")
    https(lab)
    api(lab, HTTPS, rest='client = "aiohttp"')
