"""Less is free than the declaration asks for."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("OS-01",)
EXPECT = Expect("fs.full", owner="customer-platform", subject="data")


def world(lab: Any) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    lab.app.run(["mount", "-t", "tmpfs", "-o", "size=16m,mode=777", "tmpfs", data])
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{data}"
        writable = true
        min_free = "1GiB"
    """)
