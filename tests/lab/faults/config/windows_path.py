"""A Windows path was given on Linux."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-12", "CFG-16")
EXPECT = Expect(
    "config.value_malformed", owner="customer-platform", also=("config.file_missing", "fs.missing")
)


def world(lab: Lab) -> None:
    lab.env["EXPORT_DIR"] = "C:\\Users\\svc\\export"
    lab.declare("""
        [env.EXPORT_DIR]
        required = true
        format = "path"
        [dependencies.export]
        kind = "directory"
        path = "${EXPORT_DIR}"
        writable = true
    """)
