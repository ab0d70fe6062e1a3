"""The device can be read, and every write to it fails."""

from __future__ import annotations

from tests.lab import uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need

TAXONOMY = ("OS-10",)
EXPECT = Expect("fs.io_error", owner="customer-platform", subject="data")

SETUP = """
mkdir -m 777 /run/data
module dm-mod
mkfs.ext4 -q -E lazy_itable_init=0,lazy_journal_init=0 /dev/ubda
dmsetup create data --table "0 131072 linear /dev/ubda 0"
mount -o errors=continue /dev/mapper/data /run/data
chmod 777 /run/data
module dm-flakey
dmsetup suspend data
dmsetup load data --table "0 131072 flakey /dev/ubda 0 0 3600 1 error_writes"
dmsetup resume data
"""


def world(lab: Lab) -> None:
    lab.declare(need("directory", "data", path="/run/data", writable=True))


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, SETUP, disks=1)
