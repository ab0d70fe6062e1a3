"""A directory that the app only reads, on a full, read-only volume."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Any) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    lab.app.run(["mount", "-t", "tmpfs", "-o", "size=64k,mode=755", "tmpfs", data])
    lab.app.run(["dd", "if=/dev/zero", f"of={data}/content", "bs=4k"], check=False)
    lab.app.run(["mount", "-o", "remount,ro", data])
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{data}"
    """)
