"""With --read-only nothing is written, and a directory with rights and room is fine."""

from __future__ import annotations

import os

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    os.chown(data, lab.uid, lab.uid)
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{data}"
        writable = true
        min_free = "1MB"
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test("--read-only")
