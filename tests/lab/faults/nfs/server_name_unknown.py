"""The server's name is not known any more; the share could not be mounted after the restart."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import need

TAXONOMY: tuple[str, ...] = ("DNS-01",)
EXPECT = Expect("dns.nxdomain", owner="", subject="share")


def world(lab: Lab) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    data.chmod(0o777)
    lab.declare(
        need("nfs", "share", path=str(data), server="files.lab.test", export="/srv/share", writable=True)
    )
