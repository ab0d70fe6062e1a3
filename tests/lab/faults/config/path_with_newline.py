"""A path from a mounted secret ends with a line break."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-07",)
EXPECT = Expect("config.value_malformed", owner="customer-platform")


def world(lab: Lab) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    data.chmod(0o777)
    lab.env["DATA_DIR"] = f"{data}\n"
    lab.declare("""
        [env.DATA_DIR]
        required = true
        format = "path"
        [dependencies.data]
        kind = "directory"
        path = "${DATA_DIR}"
        writable = true
    """)
