"""The directory is immutable: not even its owner may write."""

from __future__ import annotations

from typing import Any

from tests.lab.expect import Expect

TAXONOMY = ("OS-05",)
EXPECT = Expect("fs.permission", owner="customer-platform", subject="data")


def world(lab: Any) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    image = lab.tmp / "disk"
    with image.open("wb") as disk:
        disk.truncate(8 << 20)
    lab.app.run(["mkfs.ext4", "-q", "-F", image])
    lab.app.run(["mount", "-o", "loop", image, data])
    lab.app.run(["sh", "-c", f"mkdir {data}/in; chmod 777 {data}/in; chattr +i {data}/in"])
    data = data / "in"
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{data}"
        writable = true
    """)
