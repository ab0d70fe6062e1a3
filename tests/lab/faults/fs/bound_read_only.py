"""The volume was given to the app read-only by a bind mount."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("OS-03",)
EXPECT = Expect("fs.read_only", owner="customer-platform", subject="state")


def world(lab: Lab) -> None:
    data = lab.tmp / "state"
    data.mkdir()
    data.chmod(0o777)
    lab.app.run(["mount", "--bind", data, data])
    lab.app.run(["mount", "-o", "remount,bind,ro", data])
    lab.declare("""
        [env.STATE_DIR]
        required = true
        format = "path"
        [dependencies.state]
        kind = "directory"
        path = "${STATE_DIR}"
        writable = true
    """)
    lab.env["STATE_DIR"] = str(data)
