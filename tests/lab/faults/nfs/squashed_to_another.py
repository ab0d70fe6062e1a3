"""The server takes every user for another one, who may not write there, although owner and mode allow it."""

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
    return uml.self_test(
        lab,
        nfs.guest(
            export="rw,all_squash,anonuid=4001,anongid=4001",
            made="chmod 755 /run/disk/data; chown 65534:65534 /run/disk/data",
        ),
    )
