"""The program behind the mount has ended: transport endpoint is not connected."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import need
from tests.lab.servers import nfs

TAXONOMY: tuple[str, ...] = ("OS-23",)
EXPECT = Expect("fs.remote", owner="customer-platform", subject="share")


def world(lab: Lab) -> None:
    nfs.sshfs(lab, "share").stop()
    lab.declare(need("nfs", "share", path=str(lab.tmp / "share"), fstype="sshfs", writable=True))
