"""Three services on one host, on three ports, one after the other slow."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.http(8080, delay=0.1)
    lab.http(8081, delay=0.2)
    lab.http(8082, delay=0.4)
    lab.declare(
        "".join(
            f"""
        [dependencies.part{n}]
        kind = "http"
        url = "http://api.lab.test:808{n}/"
    """
            for n in range(3)
        )
    )
