"""A request is followed in the ring of the part of Farhand inside the app, where no log is declared."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.embed.apps.harness import serve
from tests.isolate.site import Site, declaration

pytestmark = pytest.mark.slow


def test_the_ring_tells_of_this_request(tmp_path: Path) -> None:
    with serve(tmp_path, "starlette", workers=1) as app:
        app.get("/fail")  # somebody else met the same before
        site = Site(tmp_path)
        site.declare(declaration(app.port, "/fail").replace('"shop"', '"app"'))
        site.more["FARHAND_RUN"] = str(app.run.parent)
        climbed = site.climb("--from", "request", "--until", "request")
    rung = climbed.rung("request")
    assert (climbed.code, rung["outcome"]) == (1, "fail")
    assert rung["facts"]["followed"], rung
    assert any("boom" in line for line in rung["facts"]["lines"])
    assert climbed.roots == ["app.bug"], climbed.document["causes"]
