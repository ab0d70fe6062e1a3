"""The file was corrected after the app had started; the process still has the old address."""

import os
import time

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("CFG-04", "CFG-18")
SREGYM = "configmap_drift"
EXPECT = Expect("config.env_stale", owner="customer-platform", subject="env")


def world(lab: Lab) -> None:
    lab.http(8080)
    old = {"PATH": "/usr/bin:/bin", "API_URL": f"http://{lab.SVC}:8081/ping"}
    lab.process = lab.app.start(["sleep", "60"], uid=lab.uid, env=old)
    time.sleep(0.2)
    lab.file = lab.env_file(f"API_URL=http://{lab.SVC}:8080/ping\n")
    later = time.time() + 5
    os.utime(lab.file, (later, later))
    lab.declare("""
        [env.API_URL]
        required = true
        format = "url"
        [dependencies.api]
        kind = "http"
        url = "${API_URL}"
        run_by = "vendor"
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test("--pid", str(lab.process.pid), "--env-file", str(lab.file))
