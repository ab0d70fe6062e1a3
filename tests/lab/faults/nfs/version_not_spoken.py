"""The mount asks for NFS 3, and the server speaks version 4 only."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import need

TAXONOMY: tuple[str, ...] = ("OS-23",)
EXPECT = Expect("fs.remote", owner="customer-platform", subject="share")


def world(lab: Lab) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    data.chmod(0o777)
    lab.serve("nfs", versions="4", portmapper=False)
    lab.etc("fstab", f"10.77.2.2:/srv/share {data} nfs vers=3,nofail 0 0\n")
    lab.declare(need("nfs", "share", path=str(data), server="10.77.2.2", export="/srv/share", writable=True))
