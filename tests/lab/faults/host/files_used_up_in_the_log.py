"""The app leaks connections until the kernel gives it no more files; only its log is at hand."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY: tuple[str, ...] = ("OS-12",)
SREGYM = "file_descriptor_exhaustion"
EXPECT = Expect("limits.files")


APP = """
import logging, urllib.request
logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
kept = []
for number in range(60):
    try:
        kept.append(urllib.request.urlopen("http://10.77.2.2:8080/ping", timeout=3))
    except OSError:
        logging.getLogger("billing.sync").exception("request %d failed", number)
"""


def world(lab: Lab) -> None:
    lab.tcp(8080, b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    lab.declare("")


def run(lab: Lab) -> Outcome:
    return lab.diagnose(lab.logged(APP, limits={"nofile": 24}))
