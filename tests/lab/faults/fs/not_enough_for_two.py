"""The first directory has room enough, the second not what the vendor asks for."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("OS-01",)
EXPECT = Expect("fs.full", owner="customer-platform", subject="spool")


def world(lab: Lab) -> None:
    for name in ("cache", "spool"):
        (lab.tmp / name).mkdir()
        lab.app.run(["mount", "-t", "tmpfs", "-o", "size=8m,mode=777", "tmpfs", lab.tmp / name])
    lab.declare(f"""
        [dependencies.cache]
        kind = "directory"
        path = "{lab.tmp}/cache"
        writable = true
        min_free = "4MB"
        [dependencies.spool]
        kind = "directory"
        path = "{lab.tmp}/spool"
        writable = true
        min_free = "1GiB"
    """)
