"""The server takes more than a second for each login."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-10",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.postgres(conf="pre_auth_delay = 1\n", sql=needs.APP_SQL)
    lab.redis()
    lab.declare(needs.postgres() + needs.redis())
