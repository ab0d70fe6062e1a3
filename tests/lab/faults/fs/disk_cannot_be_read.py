"""The disk behind the volume gives no data any more: the kernel answers with an input/output error."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ("OS-08",)
SREGYM = "read_error"
EXPECT = Expect("fs.io_error", owner="customer-platform", subject="data", also=("fs.read_only",))


def world(lab: Lab) -> None:
    data, image = lab.tmp / "data", lab.tmp / "disk"
    data.mkdir()
    with image.open("wb") as disk:
        disk.truncate(16 << 20)
    lab.app.run(["mkfs.ext4", "-q", "-F", image])
    lab.app.run(["mount", "-o", "loop", image, data])
    lab.app.run(["sh", "-c", f"mkdir {data}/in && chmod 777 {data}/in && touch {data}/in/a && sync"])
    lab.app.run(["umount", data])
    lab.app.run(["mount", "-o", "loop", image, data])
    with image.open("r+b") as disk:
        disk.truncate(64 << 10)  # the end of the disk is gone, as after bad sectors
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{data}/in"
        writable = true
    """)
