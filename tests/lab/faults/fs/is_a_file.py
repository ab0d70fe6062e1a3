"""A file lies where the data directory should be."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ()
EXPECT = Expect("fs.missing", owner="customer-platform", subject="data")


def world(lab: Any) -> None:
    data = lab.tmp / "data"
    data.write_text("not a directory")
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{data}"
        writable = true
    """)
