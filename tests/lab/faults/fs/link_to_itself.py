"""The directory is a link that leads to itself."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("fs.missing", owner="customer-platform", also=("config.file_missing", "fs.io_error"))


def world(lab: Lab) -> None:
    (lab.tmp / "a").symlink_to(lab.tmp / "b")
    (lab.tmp / "b").symlink_to(lab.tmp / "a")
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{lab.tmp}/a"
    """)
