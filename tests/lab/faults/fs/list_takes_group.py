"""The access list gives the right, its mask takes it away."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("OS-05",)
EXPECT = Expect("fs.permission", owner="customer-platform")


def world(lab: Lab) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    data.chmod(0o750)
    lab.app.run(["setfacl", "-m", f"u:{lab.uid}:rwx,m::r-x", data])
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{data}"
        writable = true
    """)
