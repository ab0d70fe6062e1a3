"""An inline comment became a part of the port: docker does not know comments after a value."""

from tests.lab.expect import Expect

TAXONOMY = ("CFG-12",)
EXPECT = Expect("config.value_malformed", owner="customer-platform", subject="env")


def world(lab):
    cache = lab.redis()
    lab.env_file(f"REDIS_HOST={cache.host}\nREDIS_PORT={cache.port} # the cache\n")
    lab.declare(
        """
            [deploy]
            platform = "docker"

            [env.REDIS_HOST]
            required = true
            [env.REDIS_PORT]
            required = true
            format = "port"

            [dependencies.cache]
            kind = "redis"
            host = "${REDIS_HOST}"
            port = "${REDIS_PORT}"
        """
    )
