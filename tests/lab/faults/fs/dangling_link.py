"""The data directory is a link to a volume that is not there."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ()
EXPECT = Expect("fs.missing", owner="customer-platform", subject="data")


def world(lab: Any) -> None:
    data = lab.tmp / "data"
    data.symlink_to(lab.tmp / "volume" / "data")
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{data}"
        writable = true
    """)
