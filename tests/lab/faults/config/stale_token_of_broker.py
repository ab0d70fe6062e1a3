"""The token of the broker was changed in the file and the server; the app still holds the old one."""

from __future__ import annotations

import os
import time

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY: tuple[str, ...] = ("CFG-04", "MQ-01")
SREGYM = "secret_rotation_stale_env_credentials"
EXPECT = Expect("config.env_stale", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.serve("nats", conf='authorization { token: "token-of-app-13" }\n')
    old = {"PATH": "/usr/bin:/bin", "NATS_URL": "nats://token-of-app-12@10.77.2.2"}
    lab.process = lab.app.start(["sleep", "60"], uid=lab.uid, env=old)
    time.sleep(0.2)
    lab.file = lab.env_file("NATS_URL=nats://token-of-app-13@10.77.2.2\n")
    later = time.time() + 60
    os.utime(lab.file, (later, later))
    lab.declare("""
        [env.NATS_URL]
        required = true
        secret = true
        [dependencies.bus]
        kind = "nats"
        url = "${NATS_URL}"
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test("--pid", str(lab.process.pid), "--env-file", str(lab.file))
