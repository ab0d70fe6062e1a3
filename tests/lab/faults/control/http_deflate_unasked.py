"""The declared text is in a body that the server packed."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    import zlib

    lab.http(8080, body=zlib.compress(b'{"status":"UP"}'), headers={"Content-Encoding": "deflate"})
    api(lab, rest='expect_body = "UP"')
