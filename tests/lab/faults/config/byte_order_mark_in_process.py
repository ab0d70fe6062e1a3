"""The first variable of the file begins with a byte-order mark, in the process, too."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("CFG-08",)
EXPECT = Expect("config.value_malformed", owner="customer-platform", also=("config.url_malformed",))


def world(lab: Lab) -> None:
    lab.redis(6380)
    lab.process = lab.app.start(
        ["sleep", "60"], uid=lab.uid, env={"PATH": "/usr/bin", "BROKER_URL": "\ufeffredis://10.77.2.2:6380/0"}
    )
    lab.declare("""
        [env.BROKER_URL]
        required = true
        secret = true
        [dependencies.broker]
        kind = "redis"
        url = "${BROKER_URL}"
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test("--pid", str(lab.process.pid))
