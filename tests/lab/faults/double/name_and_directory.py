"""A name does not exist, and the directory for the data is missing."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("DNS-01", "FS-01")
EXPECT = Expect(causes=("dns.nxdomain", "fs.missing"))


def world(lab: Lab) -> None:
    lab.declare(f"""
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
        [dependencies.data]
        kind = "directory"
        path = "{lab.tmp}/data"
        writable = true
    """)
