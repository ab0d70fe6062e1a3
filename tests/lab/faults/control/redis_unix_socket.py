"""Redis on the same host, by its Unix socket."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-08",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    folder = lab.tmp / "shared"
    folder.mkdir()
    folder.chmod(0o777)
    lab.redis(conf=f"unixsocket {folder}/redis.sock\nunixsocketperm 777")
    lab.declare(f"""
        [dependencies.cache]
        kind = "redis"
        url = "unix://{folder}/redis.sock"
    """)
