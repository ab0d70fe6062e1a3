"""What was mounted was removed where it came from: the directory shows, nothing can be made in it."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("fs.missing", owner="customer-platform", also=("fs.io_error", "fs.remote"))


def world(lab: Lab) -> None:
    source, data = lab.tmp / "source", lab.tmp / "data"
    for folder in (source, data):
        folder.mkdir()
        folder.chmod(0o777)
    lab.app.run(["mount", "--bind", source, data])
    source.rmdir()
    lab.declare(f"""
        [dependencies.data]
        kind = "directory"
        path = "{data}"
        writable = true
    """)
