"""The declaration names the driver, or wants none; one is named that is not installed."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-32",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.postgres(sql=needs.APP_SQL)
    lab.redis()
    other = needs.APP_URL.replace("postgres:", "postgresql+asyncpg:")
    lab.declare(
        needs.postgres(driver="none")
        + needs.postgres(name="second", driver="asyncpg")
        + needs.postgres(other, name="third")
        + needs.postgres(name="fourth", driver="psycopg")
        + needs.redis(driver="redis")
    )
