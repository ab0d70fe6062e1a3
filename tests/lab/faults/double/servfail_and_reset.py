"""The resolver fails for one name; another service resets."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = (
    "DNS-03",
    "TCP-11",
)
EXPECT = Expect(causes=("dns.server_failure", "tcp.reset"))


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", rcode="SERVFAIL")
    lab.tcp(6379, "rst")
    lab.declare(needs.redis() + needs.http("http://api.lab.test:8080/"))
