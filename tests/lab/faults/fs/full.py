"""The volume has no free block."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("OS-01",)
EXPECT = Expect("fs.full", owner="customer-platform", subject="data")


def world(lab: Any) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    lab.app.run(["mount", "-t", "tmpfs", "-o", "size=1m,mode=777", "tmpfs", data])
    lab.app.run(["dd", "if=/dev/zero", f"of={data}/old.log", "bs=4k"], check=False)
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{data}"
        writable = true
    """)
