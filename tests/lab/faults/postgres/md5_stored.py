"""The password is stored as md5, and pg_hba.conf wants SCRAM."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-01",)
EXPECT = Expect("postgres.auth", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(sql=["set password_encryption = 'md5'", *needs.APP_SQL])
    lab.declare(needs.postgres())
