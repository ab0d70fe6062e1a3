"""The folder on the server is for another user number only."""

from __future__ import annotations

from tests.lab import uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need
from tests.lab.servers import nfs

TAXONOMY: tuple[str, ...] = ("OS-05",)
EXPECT = Expect("fs.permission", owner="customer-platform", subject="share")


def world(lab: Lab) -> None:
    lab.declare(need("nfs", "share", path=nfs.SHARE, writable=True))


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, nfs.guest(made="chmod 750 /run/disk/data; chown 2001:2001 /run/disk/data"))
