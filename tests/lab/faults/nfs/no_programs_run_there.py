"""The share is mounted noexec, and the app runs programs from it."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import need
from tests.lab.servers import nfs

TAXONOMY: tuple[str, ...] = ("OS-08",)
EXPECT = Expect("fs.permission", owner="customer-platform", subject="share")


def world(lab: Lab) -> None:
    nfs.sshfs(lab, "share", "noexec")
    lab.declare(need("nfs", "share", path=str(lab.tmp / "share"), executable=True))
