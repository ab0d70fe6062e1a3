"""The disk has room, but the quota of the app's user is used up."""

from __future__ import annotations

from tests.lab import uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need

TAXONOMY = ("OS-04",)
EXPECT = Expect("fs.full", owner="customer-platform", subject="data")

SETUP = """
mkdir -m 777 /run/data
module quota_tree quota_v2
mkfs.ext4 -q -O quota -E quotatype=usrquota /dev/ubda
mount -o usrquota /dev/ubda /run/data
chmod 777 /run/data
# quotactl(2): Q_SETQUOTA of user quotas is 0x80000800; struct if_dqblk, its limits in KiB.
/usr/bin/python3 -c "import ctypes, struct
libc = ctypes.CDLL(None, use_errno=True)
row = struct.pack('QQQQQQQQI4x', 64, 64, 0, 0, 0, 0, 0, 0, 1)
assert libc.quotactl(ctypes.c_int(0x80000800 - (1 << 32)), b'/dev/ubda', 65534, row) == 0, ctypes.get_errno()"
app_in /sys/fs/cgroup dd if=/dev/zero of=/run/data/full bs=1k count=100
! wait $APP
"""


def world(lab: Lab) -> None:
    lab.declare(need("directory", "data", path="/run/data", writable=True))


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, SETUP, disks=1)
