"""The file is younger than the process, but says the same."""

from __future__ import annotations

import os
import time

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("CFG-04",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(8080)
    old = {"PATH": "/usr/bin:/bin", "API_URL": "http://10.77.2.2:8080/ping", "WORKERS": "4"}
    lab.process = lab.app.start(["sleep", "60"], uid=lab.uid, env=old)
    time.sleep(0.2)
    lab.file = lab.env_file(
        '# touched by configuration management\nWORKERS="4"\nAPI_URL=http://10.77.2.2:8080/ping\n'
    )
    later = time.time() + 3600
    os.utime(lab.file, (later, later))
    lab.declare("""
        [env.API_URL]
        required = true
        format = "url"
        [env.WORKERS]
        format = "int"
        [dependencies.api]
        kind = "http"
        url = "${API_URL}"
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test("--pid", str(lab.process.pid), "--env-file", str(lab.file))
