"""The server is stopped under a soft mount: after a second each look ends with an error."""

from __future__ import annotations

from tests.lab import uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need
from tests.lab.servers import nfs

TAXONOMY: tuple[str, ...] = ("OS-23",)
EXPECT = Expect("tcp.refused", owner="customer-platform", subject="share")


def world(lab: Lab) -> None:
    lab.declare(need("nfs", "share", path=nfs.SHARE, server="127.0.0.1", writable=True))


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, nfs.guest(mount="vers=4.1,soft,timeo=5,retrans=1", then=nfs.STOPPED))
