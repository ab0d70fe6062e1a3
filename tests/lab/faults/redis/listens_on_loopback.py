"""Redis listens on 127.0.0.1 of its host only, as some systems install it."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.namespaces import tool

TAXONOMY = ("TCP-06",)
EXPECT = Expect("tcp.refused", owner="customer-platform", subject="cache")


def world(lab: Lab) -> None:
    server = lab.svc.start([tool("redis-server"), "--port", "6379", "--bind", "127.0.0.1", "--save", ""])
    lab.listening(lab.svc, "127.0.0.1", 6379, server)
    lab.dns.set("redis.lab.test", a=[lab.SVC])
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        host = "redis.lab.test"
    """)
