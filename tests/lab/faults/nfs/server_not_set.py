"""The variable with the server's name is not set."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import need

TAXONOMY: tuple[str, ...] = ("CFG-01",)
EXPECT = Expect("config.env_missing", owner="customer-platform", subject="env")


def world(lab: Lab) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    data.chmod(0o777)
    lab.declare(
        "[env.NFS_SERVER]\nrequired = true\n" + need("nfs", "share", path=str(data), server="${NFS_SERVER}")
    )
