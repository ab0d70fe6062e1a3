"""The password in the process ends with a carriage return and is refused."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("CFG-06", "RD-02")
EXPECT = Expect("config.value_malformed", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.redis(6379, conf="requirepass Wint3r-Is-Here")
    env = {"PATH": "/usr/bin:/bin", "REDIS_HOST": "10.77.2.2", "REDIS_PASS": "Wint3r-Is-Here\r"}
    lab.process = lab.app.start(["sleep", "60"], uid=lab.uid, env=env)
    lab.declare("""
        [env.REDIS_HOST]
        required = true
        [env.REDIS_PASS]
        secret = true
        [dependencies.cache]
        kind = "redis"
        host = "${REDIS_HOST}"
        password = "${REDIS_PASS}"
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test("--pid", str(lab.process.pid))
