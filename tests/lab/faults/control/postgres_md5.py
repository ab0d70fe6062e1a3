"""An old role with an md5 password."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-01",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.postgres(
        hba="host all all all md5\n",
        sql=[
            "set password_encryption = 'md5'",
            "create role app login password 'app-secret'",
            "create database appdb owner app",
        ],
    )
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:5432/appdb"
    """)
