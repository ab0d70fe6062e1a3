"""The address of the cache is written with http://."""

from tests.lab.expect import Expect

TAXONOMY = ("CFG-10",)
EXPECT = Expect("config.url_malformed", owner="customer-platform", subject="cache")


def world(lab):
    cache = lab.redis()
    lab.env["REDIS_URL"] = f"http://{cache.host}:{cache.port}/0"
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
