"""The directory is open to all, but the sandbox that the app was started in forbids it (Landlock)."""

from __future__ import annotations

import sys
from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("OS-07",)
EXPECT = Expect("fs.selinux", owner="customer-security", subject="data")

#: Everything may be read, nothing written; then the rest of the command line is started.
SANDBOX = """
import ctypes, os, struct, sys
libc = ctypes.CDLL(None, use_errno=True)
rules = libc.syscall(444, struct.pack("Q", 0x1fff), 8, 0)
assert rules >= 0, "no Landlock in this kernel"
root = os.open("/", os.O_PATH)
assert libc.syscall(445, rules, 1, struct.pack("=Qi", 0b1101, root), 0) == 0
libc.prctl(38, 1, 0, 0, 0)
assert libc.syscall(446, rules, 0) == 0
os.execv(sys.argv[1], sys.argv[1:])
"""


def world(lab: Any) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    data.chmod(0o777)
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{data}"
        writable = true
    """)


def run(lab: Any) -> Any:
    return lab.self_test(through=[sys.executable, "-c", SANDBOX])
