"""The volume is full, and the address of the cache has a wrong scheme."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("OS-01", "CFG-10")
EXPECT = Expect(causes=("fs.full", "config.url_malformed"))


def world(lab: Lab) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    lab.app.run(["mount", "-t", "tmpfs", "-o", "size=1m,mode=1777", "tmpfs", data])
    lab.app.run(["dd", "if=/dev/zero", f"of={data}/old", "bs=4k"], check=False)
    lab.env["CACHE_URL"] = "reddis://10.77.2.2:6379"
    lab.declare(f"""
        [env.CACHE_URL]
        required = true
        [dependencies.cache]
        kind = "redis"
        url = "${{CACHE_URL}}"
        [dependencies.data]
        kind = "directory"
        path = "{data}"
        writable = true
    """)
