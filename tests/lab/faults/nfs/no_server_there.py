"""No NFS server runs on that host."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import need

TAXONOMY: tuple[str, ...] = ("TCP-02",)
EXPECT = Expect("tcp.refused", owner="customer-platform", subject="share")


def world(lab: Lab) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    data.chmod(0o777)
    lab.declare(need("nfs", "share", path=str(data), server="10.77.2.2", export="/srv/share", writable=True))
