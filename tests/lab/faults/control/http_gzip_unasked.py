"""The server packs its JSON although nobody asked for that."""

from __future__ import annotations

import gzip

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    packed = gzip.compress(b'{"status": "ok", "items": []}')
    lab.http(8080, body=packed, headers={"Content-Encoding": "gzip"})
    api(lab, rest="expect_json = true")
