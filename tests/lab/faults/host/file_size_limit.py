"""The app may write no file larger than 0 bytes."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("OS-19",)
EXPECT = Expect("limits.file_size", owner="customer-platform")


def world(lab: Lab) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    data.chmod(0o777)
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{data}"
        writable = true
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test(limits={"fsize": 0})
