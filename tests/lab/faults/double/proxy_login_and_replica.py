"""The proxy wants a login, and the cache is a replica."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = (
    "PRX-06",
    "RD-04",
)
EXPECT = Expect(causes=("proxy.auth_required", "redis.read_only"))


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8080)
    lab.squid(user="u", password="px-secret-1")
    lab.env["HTTP_PROXY"] = lab.env["http_proxy"] = "http://10.77.1.1:3128"
    lab.firewall("tcp dport 8080 drop")
    lab.redis()
    lab.redis(6380, conf="replicaof 10.77.2.2 6379")
    lab.declare(needs.http("http://api.lab.test:8080/") + needs.redis("redis://10.77.2.2:6380"))
