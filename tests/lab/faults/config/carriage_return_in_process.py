"""The process itself holds a value that ends with a carriage return."""

from tests.lab.expect import Expect

TAXONOMY = ("CFG-06",)
EXPECT = Expect("config.value_malformed", owner="customer-platform", subject="env")


def world(lab):
    cache = lab.redis()
    lab.env["REDIS_URL"] = f"redis://{cache.host}:{cache.port}/0\r"
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
