"""Twenty services, half of them over TLS."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import HTTPS, https, several

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    https(lab)
    lab.http(8080)
    several(lab, **{f"s{i}": HTTPS if i % 2 else "http://api.lab.test:8080/ping" for i in range(20)})
