"""The rung `load` with real apps, pools and servers: which limit it is that a climb meets."""

from __future__ import annotations

import os

import pytest

from tests.isolate.worlds import WORLDS, running

#: A climb measures how long requests take: where another test took the processor it is made again.
pytestmark = [pytest.mark.slow, pytest.mark.flaky(reruns=2, reruns_delay=4)]

#: A limit of the app, one of the kernel, and none; all of them with FARHAND_ALL=1. How every limit is judged
#: is tested on recorded climbs in test_knee.py.
SAMPLE = ("pool", "backlog", "healthy_behind_https")
CHOSEN = list(WORLDS) if os.environ.get("FARHAND_ALL") == "1" else SAMPLE


@pytest.mark.parametrize("name", CHOSEN)
def test_the_limit_is_named(name: str) -> None:
    with running(name) as world:
        climbed = world.climb()
    load = climbed.rung("load")
    assert world.is_right(climbed), (load["says"], climbed.roots, load["facts"])
    assert max(row["parallel"] for row in load["facts"]["table"]) <= 20
    if not world.cause:
        assert climbed.code == 0
        assert "db.pool_exhausted" in load["excludes"]
