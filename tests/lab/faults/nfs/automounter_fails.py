"""The automounter is there and asked, and cannot mount the share: its server gives the folder no more."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import need
from tests.lab.servers import nfs

TAXONOMY: tuple[str, ...] = ("OS-23",)
EXPECT = Expect("fs.not_mounted", owner="customer-platform", subject="share")


def world(lab: Lab) -> None:
    lab.serve("nfs")
    nfs.automounter(lab, "share")
    point = str(lab.tmp / "share")
    lab.declare(need("nfs", "share", path=point, server="10.77.2.2", export="/srv/share", writable=True))
