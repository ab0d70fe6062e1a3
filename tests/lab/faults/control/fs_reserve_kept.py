"""Nearly all is used, but more than the vendor asks for is left."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("OS-01",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    lab.app.run(["mount", "-t", "tmpfs", "-o", "size=40m,mode=1777", "tmpfs", data])
    lab.app.run(["dd", "if=/dev/zero", f"of={data}/old", "bs=1M", "count=39"], check=False)
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{data}"
        writable = true
        min_free = "512KiB"
    """)
