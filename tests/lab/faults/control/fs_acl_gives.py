"""The mode bits look closed, an access control list opens them for the app."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("OS-05",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    data.chmod(0o700)
    lab.app.run(["setfacl", "-m", f"u:{lab.uid}:rwx", data])
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{data}/../data/"
        writable = true
    """)
