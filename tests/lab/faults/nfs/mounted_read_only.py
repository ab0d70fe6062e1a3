"""The share is mounted read-only, and the app writes."""

from __future__ import annotations

from tests.lab import uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need
from tests.lab.servers import nfs

TAXONOMY: tuple[str, ...] = ("OS-03",)
EXPECT = Expect("fs.read_only", owner="customer-platform", subject="share")


def world(lab: Lab) -> None:
    lab.declare(need("nfs", "share", path=nfs.SHARE, writable=True))


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, nfs.guest(mount="vers=4.2,ro"))
