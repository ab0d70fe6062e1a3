"""Database and cache are named by variables, and nobody shows the app's environment."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("CFG-01",)
EXPECT = Expect(verdict="undecided")


def world(lab: Lab) -> None:
    lab.postgres(sql=needs.APP_SQL)
    lab.declare(
        "[env.DATABASE_URL]\nrequired = true\n[env.REDIS_HOST]\nrequired = true\n"
        + needs.postgres("${DATABASE_URL}")
        + needs.need("redis", "cache", host="${REDIS_HOST}")
    )


def run(lab: Lab) -> Outcome:
    return lab.self_test("--no-env")
