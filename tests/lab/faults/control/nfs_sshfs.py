"""A folder of another host by sshfs, on which other file systems' rules do not hold."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import need
from tests.lab.servers import nfs

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    nfs.sshfs(lab, "share")
    lab.declare(need("nfs", "share", path=str(lab.tmp / "share"), fstype="sshfs", writable=True))
