"""The share is not mounted, and the cache is stopped: two faults that know nothing of each other."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import need

TAXONOMY: tuple[str, ...] = ("OS-23", "TCP-02")
EXPECT = Expect(causes=("fs.not_mounted", "tcp.refused"))


def world(lab: Lab) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    data.chmod(0o777)
    lab.serve("nfs")
    lab.declare(
        need("nfs", "share", path=str(data), server="10.77.2.2", export="/srv/share", writable=True)
        + need("tcp", "cache", host="10.77.2.2", port=6379)
    )
