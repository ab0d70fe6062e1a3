"""A read-only volume that is full to the last byte, as images are, and a noexec one."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("OS-01",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    for name, size in (("image", "64k"), ("var", "4m,noexec,nodev,nosuid")):
        (lab.tmp / name).mkdir()
        lab.app.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=777", "tmpfs", lab.tmp / name])
    lab.app.run(["dd", "if=/dev/zero", f"of={lab.tmp}/image/data", "bs=4k"], check=False)
    lab.app.run(["mount", "-o", "remount,ro", lab.tmp / "image"])
    lab.declare(f"""
        [dependencies.image]
        kind = "directory"
        path = "{lab.tmp}/image"
        writable = false
        [dependencies.var]
        kind = "directory"
        path = "{lab.tmp}/var"
        writable = true
        min_free = "1MiB"
    """)
