"""The body is packed in a way that cannot be unpacked here; it is not judged."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(8080, body=b'\x0b\x06\x80{"ok":1}\x03', headers={"Content-Encoding": "br"})
    api(lab, rest="expect_json = true")
