"""403 with a page is one of the answers that may come."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(
        8080,
        status=403,
        body="<html><head><title>Access denied</title></head></html>",
        headers={"Content-Type": "text/html"},
    )
    api(lab, rest="expect = [200, 403]")
