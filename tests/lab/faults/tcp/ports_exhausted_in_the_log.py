"""There is one local port for everything, and the log says what the kernel said."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY: tuple[str, ...] = ("TCP-18",)
SREGYM = "ephemeral_port_range"
EXPECT = Expect("tcp.ports_exhausted", owner="customer-platform")


APP = """
import logging, socket
logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
kept = []
for number in range(3):
    try:
        kept.append(socket.create_connection(("10.77.2.2", 7000), 3))
    except OSError as error:
        logging.getLogger("billing.queue").error("connection %d to 10.77.2.2:7000 failed: %s", number, error)
"""


def world(lab: Lab) -> None:
    lab.tcp(7000, "open")
    lab.app.run(["sysctl", "-qw", "net.ipv4.ip_local_port_range=40000 40000"])
    lab.declare("")


def run(lab: Lab) -> Outcome:
    return lab.diagnose(lab.logged(APP))
