"""Host, port, user, database, TLS and the user's own database by settings; there is no address."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.needs import need
from tests.lab.servers import mongodb as real

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve(
        "mongodb",
        port=27020,
        tls=lab.cert("mongo.lab.test"),
        users=[("app", "users", real.PASSWORD, [{"role": "readWrite", "db": "billing"}], [])],
    )
    lab.dns.set("mongo.lab.test", a=[lab.SVC])
    place = {"host": "mongo.lab.test", "port": 27020, "tls": True, "ca_file": lab.ca_file}
    login = {"user": "app", "password": real.PASSWORD, "user_database": "users"}
    text = need("mongodb", "documents", **place, **login)
    lab.declare(text + 'name = "billing"\n')
