"""The host was pasted with a blank after it."""

from tests.lab.expect import Expect

TAXONOMY = ("CFG-07",)
EXPECT = Expect("config.value_malformed", owner="customer-platform", subject="env")


def world(lab):
    cache = lab.redis()
    lab.env["REDIS_HOST"] = f"{cache.host} "
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
