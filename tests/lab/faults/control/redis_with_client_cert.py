"""Redis asks for a certificate, and the app has one."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api, redis_tls

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    cert, key = lab.cert("cache.lab.test")
    mine = lab.cert("app.lab.test")
    redis_tls(lab, cert, key, lab.ca_file, "yes")
    files = f'ca_file = "{lab.ca_file}"\ncert_file = "{mine[0]}"\nkey_file = "{mine[1]}"'
    api(lab, "rediss://cache.lab.test:6390/0", files, kind="redis", name="cache")
