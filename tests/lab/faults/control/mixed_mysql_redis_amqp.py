"""A database, a cache and a broker, all by variables, all well."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.serve("mysql", then=["create table appdb.invoices (id int not null)"])
    lab.serve("amqp")
    lab.redis(conf="requirepass cache-secret-7")
    lab.env |= {
        "DATABASE_URL": "mysql+pymysql://app:app-secret@10.77.2.2/appdb",
        "CACHE_URL": "redis://:cache-secret-7@10.77.2.2:6379/1",
        "BROKER_URL": "amqp://app:rabbit-secret-9@10.77.2.2/billing",
    }
    names = "".join(f"[env.{name}]\nrequired = true\nsecret = true\n" for name in
                    ("DATABASE_URL", "CACHE_URL", "BROKER_URL"))  # fmt: skip
    lab.declare(
        names
        + needs.need("mysql", "database", url="${DATABASE_URL}", tables=["invoices"])
        + needs.redis("${CACHE_URL}")
        + needs.need("amqp", "broker", url="${BROKER_URL}", queues=["jobs"])
    )
