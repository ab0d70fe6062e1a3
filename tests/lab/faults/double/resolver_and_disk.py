"""The name server is silent, and the volume for the data is full."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-05", "FS-03")
EXPECT = Expect(causes=("fs.full",), also=("dns.timeout",))


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", drop=True)
    data = lab.tmp / "data"
    data.mkdir()
    lab.app.run(["mount", "-t", "tmpfs", "-o", "size=64k,mode=777", "tmpfs", data])
    lab.app.run(["dd", "if=/dev/zero", f"of={data}/filler", "bs=4k"], check=False)
    lab.declare(f"""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
        [dependencies.data]
        kind = "directory"
        path = "{data}"
        writable = true
    """)
