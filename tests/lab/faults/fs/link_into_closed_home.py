"""The directory is a link into a home that lets nobody through."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("OS-05",)
EXPECT = Expect("fs.permission", owner="customer-platform", subject="data")


def world(lab: Lab) -> None:
    home = lab.tmp / "home-of-alice"
    (home / "data").mkdir(parents=True)
    (home / "data").chmod(0o777)
    home.chmod(0o700)
    (lab.tmp / "data").symlink_to("home-of-alice/data")
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{lab.tmp}/data"
        writable = true
    """)
