"""The control group is at its memory limit, with pages of files that can be given back."""

from __future__ import annotations

import time
from pathlib import Path

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Missing, Outcome

TAXONOMY = ("OS-14",)
EXPECT = Expect(healthy=True)

TOP = Path("/sys/fs/cgroup/memory")


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.declare("""
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
    """)


def run(lab: Lab) -> Outcome:
    group = TOP / lab.tmp.name
    try:
        group.mkdir()
    except OSError:
        raise Missing("control groups of version 1 cannot be made here") from None
    big = Path("/var/tmp") / f"{lab.tmp.name}-big"
    try:
        (group / "memory.limit_in_bytes").write_text(str(48 << 20))
        big.write_bytes(bytes(96 << 20))
        read = f"f = open('{big}', 'rb')\nwhile f.read(1 << 20): pass"
        work = f"import time\n{read}\nprint(1, flush=True); time.sleep(60)"
        big.chmod(0o644)
        app = lab.app.start(
            [
                "sh",
                "-c",
                'while [ ! -e "$0" ]; do sleep 0.01; done; exec /usr/bin/python3 -c "$1"',
                str(lab.tmp / "go"),
                work,
            ],
            uid=lab.uid,
        )
        (group / "cgroup.procs").write_text(str(app.pid))
        (lab.tmp / "go").write_text("")
        while app.running() and not app.log.read_bytes():
            time.sleep(0.01)
        outcome = lab.self_test("--pid", str(app.pid))
        app.stop()
        return outcome
    finally:
        big.unlink(missing_ok=True)
        time.sleep(0.1)
        group.rmdir()
