"""The .env holds the variable; the process was started without it."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("CFG-01", "CFG-18")
EXPECT = Expect("config.env_missing", owner="customer-platform", also=("config.env_stale",))


def world(lab: Lab) -> None:
    lab.redis(6390)
    lab.process = lab.app.start(["sleep", "60"], uid=lab.uid, env={"PATH": "/usr/bin:/bin"})
    lab.file = lab.env_file("CACHE_URL=redis://10.77.2.2:6390/1\n")
    lab.declare("""
        [env.CACHE_URL]
        required = true
        secret = true
        format = "url"
        [dependencies.cache]
        kind = "redis"
        url = "${CACHE_URL}"
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test("--pid", str(lab.process.pid), "--env-file", str(lab.file))
