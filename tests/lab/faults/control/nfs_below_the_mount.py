"""The app's folder lies below a share of NFS 3, writable for its group; the portmapper has stopped."""

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
            path=f"{nfs.SHARE}/app",
            server="127.0.0.1",
            export="/run/disk/data",
            writable=True,
        )
    )


def run(lab: Lab) -> Outcome:
    return uml.self_test(
        lab,
        nfs.guest(
            "127.0.0.1:/run/disk/data",
            "vers=3,nolock,proto=tcp",
            made="mkdir -m 770 /run/disk/data/app && chgrp 65534 /run/disk/data/app",
            then="busybox killall rpcbind",
        ),
    )
