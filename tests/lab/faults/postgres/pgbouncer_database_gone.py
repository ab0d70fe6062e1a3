"""PgBouncer has an entry, but the database behind it has been dropped."""

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-30",)
EXPECT = Expect("postgres.pooler", subject="database", also=("postgres.database_missing",))


def world(lab: Lab) -> None:
    lab.postgres(
        sql=[
            "create role app login password 'app-secret'",
        ]
    )
    held.bouncer(lab)
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret@10.77.2.2:6432/appdb"
    """)
