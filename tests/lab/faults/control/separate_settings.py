"""Host, port, user, password and name from variables of their own."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-01",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("db.lab.test", a=[lab.SVC])
    lab.postgres(
        port=6543, sql=["create role app login password 'app-secret-7'", "create database appdb owner app"]
    )
    lab.env.update(
        DB_HOST="db.lab.test", DB_PORT="6543", DB_USER="app", DB_PASSWORD="app-secret-7", DB_NAME="appdb"
    )
    lab.declare("""
        [env.DB_HOST]
        required = true
        [env.DB_PORT]
        required = true
        format = "port"
        [env.DB_USER]
        required = true
        [env.DB_PASSWORD]
        required = true
        secret = true
        [env.DB_NAME]
        required = true
        [dependencies.database]
        kind = "postgres"
        host = "${DB_HOST}"
        port = "${DB_PORT}"
        user = "${DB_USER}"
        password = "${DB_PASSWORD}"
        name = "${DB_NAME}"
    """)
