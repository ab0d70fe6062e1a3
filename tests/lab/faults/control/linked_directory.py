"""The directory is a link to another place, with room and rights."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("FS-02",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    volume = lab.tmp / "volume"
    volume.mkdir()
    volume.chmod(0o1777)
    (lab.tmp / "data").symlink_to("volume")
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{lab.tmp}/data"
        writable = true
        min_free = "1KiB"
    """)
