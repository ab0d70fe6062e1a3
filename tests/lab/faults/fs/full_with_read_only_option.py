"""With --read-only the missing room is seen all the same."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("OS-01",)
EXPECT = Expect("fs.full", owner="customer-platform")


def world(lab: Lab) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    lab.app.run(["mount", "-t", "tmpfs", "-o", "size=512k,mode=1777", "tmpfs", data])
    lab.app.run(["dd", "if=/dev/zero", f"of={data}/old", "bs=4k"], check=False)
    lab.env["SPOOL"] = str(data)
    lab.declare("""
        [env.SPOOL]
        required = true
        format = "path"
        [dependencies.spool]
        kind = "directory"
        path = "${SPOOL}"
        writable = true
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test("--read-only")
