"""The host alone is asked for, and a whole URL was given."""

from tests.lab.expect import Expect

TAXONOMY = ("CFG-11",)
EXPECT = Expect("config.url_malformed", owner="customer-platform", subject="cache")


def world(lab):
    cache = lab.redis()
    lab.env["REDIS_HOST"] = f"redis://{cache.host}"
    lab.declare(
        """
            [env.REDIS_HOST]
            required = true

            [dependencies.cache]
            kind = "redis"
            host = "${REDIS_HOST}"
            port = 6379
        """
    )
