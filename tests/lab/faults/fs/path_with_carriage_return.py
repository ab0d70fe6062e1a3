"""The variable with the path ends in a carriage return."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("CFG-06",)
EXPECT = Expect("config.value_malformed", owner="customer-platform")


def world(lab: Any) -> None:
    data = lab.tmp / "data"
    data.mkdir(mode=0o777)
    lab.env["DATA_DIR"] = f"{data}\r"
    lab.declare("""
        [dependencies.data]
        kind = "directory"
        path = "${DATA_DIR}"
        writable = true
        [env.DATA_DIR]
        required = true
    """)
