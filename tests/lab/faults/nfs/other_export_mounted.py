"""The share of another folder of the same server is mounted there."""

from __future__ import annotations

from tests.lab import uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need
from tests.lab.servers import nfs

TAXONOMY: tuple[str, ...] = ("OS-23",)
EXPECT = Expect("fs.not_mounted", owner="customer-platform", subject="share")


def world(lab: Lab) -> None:
    lab.declare(need("nfs", "share", path=nfs.SHARE, server="127.0.0.1", export="/data", writable=True))


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, nfs.guest("127.0.0.1:/other"))
