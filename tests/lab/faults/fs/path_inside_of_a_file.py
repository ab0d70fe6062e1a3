"""The declared directory lies below a file."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("fs.missing", owner="customer-platform")


def world(lab: Lab) -> None:
    (lab.tmp / "app.log").write_text("x")
    lab.declare(f"""
        [dependencies.logs]
        kind = "directory"
        path = "{lab.tmp}/app.log/archive"
        writable = true
    """)
