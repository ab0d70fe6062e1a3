"""Redis wants a password that was not given, and the API answers 503."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-02", "HTTP-08")
EXPECT = Expect(causes=("redis.auth", "http.server_error"))


def world(lab: Lab) -> None:
    lab.redis(conf="requirepass cache-secret-7")
    lab.dns.set("api.lab.test", a=["10.77.2.3"])
    lab.http(8080, ip="10.77.2.3", status=500, body=b'{"error": "internal"}')
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/0"
        [dependencies.api]
        kind = "http"
        url = "http://api.lab.test:8080/ping"
        run_by = "vendor"
    """)
