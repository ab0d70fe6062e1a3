"""A variable is missing, and the database is a standby."""

from tests.lab import held, needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = (
    "CFG-01",
    "PG-11",
)
EXPECT = Expect(causes=("config.env_missing", "postgres.read_only"))


def world(lab: Lab) -> None:
    held.standby(lab.postgres(sql=needs.APP_SQL))
    lab.declare("[env.API_TOKEN]\nrequired = true\nsecret = true\n" + needs.postgres())
