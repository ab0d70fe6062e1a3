"""The live app was given the staging system's database: all connects, and it is the wrong one."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-15",)
EXPECT = Expect("config.wrong_environment", owner="customer-platform", subject="cache", verdict="healthy")


def world(lab: Lab) -> None:
    lab.redis()
    lab.dns.set("cache.staging.lab.test", a=[lab.SVC])
    lab.env |= {"APP_ENV": "production", "REDIS_URL": "redis://cache.staging.lab.test:6379/0"}
    lab.declare("""
        [env.REDIS_URL]
        required = true
        format = "url"
        [dependencies.cache]
        kind = "redis"
        url = "${REDIS_URL}"
    """)
