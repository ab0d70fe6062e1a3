"""Another process listens where the app wants to, and the app ends at its start."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY: tuple[str, ...] = ("TCP-19",)
SREGYM = "service_port_conflict"
EXPECT = Expect("tcp.port_in_use", owner="customer-platform")


APP = """
import http.server, logging
logging.basicConfig(level="INFO", format="%(asctime)s %(levelname)s %(name)s %(message)s")
logging.getLogger("billing").info("starting on 127.0.0.1:8088")
http.server.ThreadingHTTPServer(("127.0.0.1", 8088), http.server.SimpleHTTPRequestHandler).serve_forever()
"""


def world(lab: Lab) -> None:
    lab.http(8088, ip="127.0.0.1", namespace=lab.app)
    lab.declare("")


def run(lab: Lab) -> Outcome:
    return lab.diagnose(lab.logged(APP))
