"""The directory is for a group that the app is not in."""

from __future__ import annotations

import os

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("OS-05",)
EXPECT = Expect("fs.permission", owner="customer-platform", subject="uploads")


def world(lab: Lab) -> None:
    data = lab.tmp / "uploads"
    data.mkdir()
    data.chmod(0o2770)
    os.chown(data, 0, 4)
    lab.http(8080)
    lab.declare(f"""
        [dependencies.uploads]
        kind = "directory"
        path = "{data}"
        writable = true
        min_free = "1KiB"
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/"
    """)
