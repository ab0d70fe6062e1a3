"""The password holds a # that is not written as %23, so that the URL ends there."""

from tests.lab.expect import Expect

TAXONOMY = ("CFG-09",)
EXPECT = Expect("config.url_malformed", owner="customer-platform", subject="cache")


def world(lab):
    cache = lab.redis()
    lab.env["REDIS_URL"] = f"redis://:pa#ss@{cache.host}:{cache.port}/0"
    lab.declare(
        """
            [env.REDIS_URL]
            required = true
            secret = true
            format = "url"

            [dependencies.cache]
            kind = "redis"
            url = "${REDIS_URL}"
        """
    )
