"""The server takes calls, and waits itself for a service of its own that has stopped."""

from __future__ import annotations

from tests.lab import uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need
from tests.lab.servers import nfs

TAXONOMY: tuple[str, ...] = ("OS-23",)
EXPECT = Expect("fs.remote", owner="customer-platform", subject="share")


def world(lab: Lab) -> None:
    lab.declare(need("nfs", "share", path=nfs.SHARE, server="127.0.0.1", writable=True))


def run(lab: Lab) -> Outcome:
    return uml.self_test(
        lab, nfs.guest(mount="vers=3,nolock,noac", source="127.0.0.1:/run/disk/data", then=nfs.STUCK)
    )
