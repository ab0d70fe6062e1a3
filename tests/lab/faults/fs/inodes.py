"""Blocks are free, but there is no inode left."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("OS-02",)
EXPECT = Expect("fs.inodes", owner="customer-platform", subject="data")


def world(lab: Any) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    lab.app.run(["mount", "-t", "tmpfs", "-o", "size=8m,nr_inodes=20,mode=777", "tmpfs", data])
    lab.app.run(["sh", "-c", f"cd {data}; for i in $(seq 40); do : >$i || break; done"], check=False)
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{data}"
        writable = true
    """)
