"""The directory is open to all, but a parent lets nobody through."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("OS-05",)
EXPECT = Expect("fs.permission", owner="customer-platform", subject="data")


def world(lab: Any) -> None:
    data = lab.tmp / "srv" / "app" / "data"
    data.mkdir(parents=True)
    data.chmod(0o777)
    (lab.tmp / "srv").chmod(0o700)
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{data}"
        writable = true
    """)
