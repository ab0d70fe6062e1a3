"""The disk behind the share is full."""

from __future__ import annotations

from tests.lab import uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need
from tests.lab.servers import nfs

TAXONOMY: tuple[str, ...] = ("OS-01",)
EXPECT = Expect("fs.full", owner="customer-platform", subject="share")


def world(lab: Lab) -> None:
    lab.declare(need("nfs", "share", path=nfs.SHARE, writable=True))


def run(lab: Lab) -> Outcome:
    return uml.self_test(
        lab, nfs.guest(disk="size=1m", then="dd if=/dev/zero of=/run/disk/old bs=4k 2>/dev/null || true")
    )
