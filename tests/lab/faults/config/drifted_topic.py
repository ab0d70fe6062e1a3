"""The topic was renamed in the file and at the broker; the app was not started anew."""

from __future__ import annotations

import os
import time

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.servers.kafka_told import Topic

TAXONOMY: tuple[str, ...] = ("CFG-04", "KF-05")
SREGYM = "configmap_drift"
EXPECT = Expect("config.env_stale", owner="customer-platform", also=("kafka.topic",))


def world(lab: Lab) -> None:
    lab.serve("kafka_told", topics={"orders-v2": Topic()})
    old = {"PATH": "/usr/bin:/bin", "BROKER": "kafka://10.77.2.2:9092", "MODE": "v1"}
    lab.process = lab.app.start(["sleep", "60"], uid=lab.uid, env={**old, "BROKER": "kafka://10.77.2.2:9093"})
    time.sleep(0.2)
    lab.file = lab.env_file("BROKER=kafka://10.77.2.2:9092\nMODE=v2\n")
    later = time.time() + 30
    os.utime(lab.file, (later, later))
    lab.declare("""
        [env.BROKER]
        required = true
        [env.MODE]
        choices = ["v1", "v2"]
        [dependencies.events]
        kind = "kafka"
        url = "${BROKER}"
        topics = ["orders-v2"]
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test("--pid", str(lab.process.pid), "--env-file", str(lab.file))
