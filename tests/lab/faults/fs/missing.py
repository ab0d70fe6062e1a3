"""The data directory was never made."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ()
EXPECT = Expect("fs.missing", owner="customer-platform", subject="data")


def world(lab: Any) -> None:
    data = lab.tmp / "not" / "there"
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{data}"
        writable = true
    """)
