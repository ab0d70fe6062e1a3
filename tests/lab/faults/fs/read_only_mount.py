"""The volume is mounted read-only."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("OS-03",)
EXPECT = Expect("fs.read_only", owner="customer-platform", subject="data")


def world(lab: Any) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    lab.app.run(["mount", "-t", "tmpfs", "-o", "ro,mode=777", "tmpfs", data])
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{data}"
        writable = true
    """)
