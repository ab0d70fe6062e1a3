"""A share of NFS 4.2, writable, with room, as it is declared."""

from __future__ import annotations

from tests.lab import uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need
from tests.lab.servers import nfs

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.declare(
        need(
            "nfs",
            "share",
            path=nfs.SHARE,
            server="127.0.0.1",
            export="/data",
            fstype="nfs",
            writable=True,
            min_free="1MiB",
        )
    )


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, nfs.guest())
