"""The share is there, but nothing is mounted: the app writes into the empty folder beneath."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import need

TAXONOMY: tuple[str, ...] = ("OS-23",)
EXPECT = Expect("fs.not_mounted", owner="customer-platform", subject="share")


def world(lab: Lab) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    data.chmod(0o777)
    lab.serve("nfs")
    (data / "order-1").write_text("written while nothing was mounted")
    lab.declare(need("nfs", "share", path=str(data), server="10.77.2.2", export="/srv/share", writable=True))
