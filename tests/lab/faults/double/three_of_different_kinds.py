"""A variable is missing, another one malformed, and a directory is closed."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-01", "CFG-12", "OS-05")
EXPECT = Expect(causes=("config.env_missing", "config.value_malformed", "fs.permission"))


def world(lab: Lab) -> None:
    data = lab.tmp / "spool"
    data.mkdir()
    data.chmod(0o755)
    lab.env["WORKERS"] = "four"
    lab.declare(f"""
        [env.LICENSE_KEY]
        required = true
        secret = true
        [env.WORKERS]
        required = true
        format = "int"
        [dependencies.spool]
        kind = "directory"
        path = "{data}"
        writable = true
    """)
