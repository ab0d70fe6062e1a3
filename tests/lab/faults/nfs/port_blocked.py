"""A firewall drops what goes to port 2049; the share could not be mounted."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import need

TAXONOMY: tuple[str, ...] = ("TCP-04",)
EXPECT = Expect("tcp.timeout", owner="customer-network", subject="share")


def world(lab: Lab) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    data.chmod(0o777)
    lab.serve("nfs")
    lab.firewall("tcp dport 2049 drop")
    lab.declare(need("nfs", "share", path=str(data), server="10.77.2.2", export="/srv/share", writable=True))
