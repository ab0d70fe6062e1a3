"""The schema that is declared is not there."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-13",)
EXPECT = Expect("postgres.schema_missing", owner="vendor-engineering", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(sql=needs.APP_SQL)
    lab.declare(needs.postgres(schema="tenant_7"))
