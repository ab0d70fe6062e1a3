"""A relative path, from where the process works."""

from __future__ import annotations

import time

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    data = lab.tmp / "work" / "var"
    data.mkdir(parents=True)
    data.chmod(0o777)
    lab.process = lab.app.start(
        ["sleep", "60"], uid=lab.uid, cwd=lab.tmp / "work", env={"PATH": "/usr/bin:/bin"}
    )
    time.sleep(0.1)
    lab.declare("""
        [dependencies.data]
        kind = "directory"
        path = "var"
        writable = true
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test("--pid", str(lab.process.pid))
