"""Every kind of dependency at once, all well, in an environment full of settings."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])
    lab.dns.set("db.lab.test", a=["10.77.2.3"])
    lab.http(8443, tls=lab.cert("api.lab.test"))
    lab.trust()
    lab.squid(user="billing", password="w4y-out-9")
    lab.env["HTTPS_PROXY"] = "http://billing:w4y-out-9@10.77.1.1:3128"
    lab.env["NO_PROXY"] = "db.lab.test,10.77.2.3"
    lab.postgres(
        ip="10.77.2.3",
        sql=["create role app login password 'app-secret-7'", "create database appdb owner app"],
    )
    lab.redis(ip="10.77.2.3", conf="requirepass cache-secret-7")
    lab.tcp(7000, "open")
    (lab.tmp / "data").mkdir(mode=0o777)
    (lab.tmp / "data").chmod(0o777)
    lab.env["DATABASE_URL"] = "postgres://app:app-secret-7@db.lab.test:5432/appdb"
    lab.declare(f"""
        [env.DATABASE_URL]
        required = true
        secret = true
        format = "url"
        [dependencies.api]
        kind = "http"
        url = "https://api.lab.test:8443/ping"
        run_by = "vendor"
        [dependencies.database]
        kind = "postgres"
        url = "${{DATABASE_URL}}"
        pool_size = 5
        processes = 2
        [dependencies.cache]
        kind = "redis"
        url = "redis://:cache-secret-7@10.77.2.3:6379/0"
        [dependencies.queue]
        kind = "tcp"
        host = "10.77.2.2"
        port = 7000
        [dependencies.data]
        kind = "directory"
        path = "{lab.tmp}/data"
        writable = true
        min_free = "1MiB"
    """)
