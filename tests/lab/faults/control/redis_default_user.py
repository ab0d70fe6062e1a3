"""A password for the default user, named in the URL."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("RD-02",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.redis(conf="requirepass app-secret")
    lab.declare("""
        [dependencies.cache]
        kind = "redis"
        url = "redis://default:app-secret@10.77.2.2:6379/0"
    """)
