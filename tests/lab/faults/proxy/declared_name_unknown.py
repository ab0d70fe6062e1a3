"""The declared proxy has a name that nobody knows."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import HTTPS, api, https, only_way

TAXONOMY: tuple[str, ...] = ("PRX-04",)
EXPECT = Expect("proxy.unreachable", subject="api")


def world(lab: Lab) -> None:
    https(lab)
    only_way(lab)
    api(lab, HTTPS, rest='proxy = "http://proxy.corp.test:3128"')
