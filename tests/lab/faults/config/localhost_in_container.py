"""In its container the app looks for the cache at localhost, which is the container itself."""

from tests.lab.expect import Expect

TAXONOMY = ("CFG-14",)
EXPECT = Expect("config.localhost_in_container", owner="customer-platform", subject="cache")


def world(lab):
    lab.redis()
    lab.env["REDIS_URL"] = "redis://localhost:6379/0"
    lab.declare(
        """
            [deploy]
            platform = "docker"

            [env.REDIS_URL]
            required = true
            secret = true
            format = "url"

            [dependencies.cache]
            kind = "redis"
            url = "${REDIS_URL}"
        """
    )
