"""The mode bits look open, an access control list takes the right away from the app's user."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("OS-05",)
EXPECT = Expect("fs.permission", owner="customer-platform", subject="data")


def world(lab: Any) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    data.chmod(0o777)
    lab.app.run(["setfacl", "-m", f"u:{lab.uid}:r-x", data])
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{data}"
        writable = true
    """)
