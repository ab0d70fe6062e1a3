"""The clock is an hour ahead, and a real store refuses the signature."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.servers.s3 import KEY, SECRET

TAXONOMY = ("HTTP-16", "TIME-01")
EXPECT = Expect("clock.skew", owner="customer-platform", subject="clock")


def world(lab: Lab) -> None:
    lab.serve("s3")
    lab.redis()
    lab.declare(f"""
            [dependencies.store]
            kind = "s3"
            url = "http://10.77.2.2:9000"
            bucket = "invoices"
            user = "{KEY}"
            password = "{SECRET}"
            [dependencies.cache]
            kind = "redis"
            url = "redis://10.77.2.2"
        """)


def run(lab: Lab) -> Outcome:
    return lab.self_test(faketime="+1h")
