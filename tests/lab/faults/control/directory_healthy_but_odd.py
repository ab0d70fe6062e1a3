"""A linked directory on a small tmpfs, owned by a group, under a parent that may only be passed."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Any) -> None:
    volume = lab.tmp / "volume"
    volume.mkdir()
    lab.app.run(["mount", "-t", "tmpfs", "-o", "size=16m,mode=711", "tmpfs", volume])
    lab.app.run(["sh", "-c", f"mkdir {volume}/data; chown 0:{lab.uid} {volume}/data"])
    lab.app.run(["chmod", "2730", volume / "data"])
    data = lab.tmp / "data"
    data.symlink_to(volume / "data")
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{data}"
        writable = true
        min_free = "8MiB"
    """)
