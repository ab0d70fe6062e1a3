"""The second of two volumes has no inode left, though it has room."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("OS-02",)
EXPECT = Expect("fs.inodes", owner="customer-platform", subject="sessions")


def world(lab: Lab) -> None:
    for name, inodes in (("uploads", 500), ("sessions", 20)):
        (lab.tmp / name).mkdir()
        lab.app.run(
            ["mount", "-t", "tmpfs", "-o", f"size=4m,nr_inodes={inodes},mode=1777", "tmpfs", lab.tmp / name]
        )
    lab.app.run(["sh", "-c", f"for i in $(seq 40); do : >{lab.tmp}/sessions/s$i; done"], check=False)
    lab.declare(f"""
        [dependencies.uploads]
        kind = "directory"
        path = "{lab.tmp}/uploads"
        writable = true
        [dependencies.sessions]
        kind = "directory"
        path = "{lab.tmp}/sessions"
        writable = true
    """)
