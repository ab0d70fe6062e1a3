"""Ten dependencies, some through a proxy, some not critical: one of those is slow, one is dead."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    for name, ip in (("api", lab.SVC), ("db", "10.77.2.3"), ("cache", "10.77.2.4")):
        lab.dns.set(f"{name}.lab.test", a=[ip])
    lab.http(8080)
    lab.http(8443, tls=lab.cert("api.lab.test"))
    lab.http(8090, delay=1.2, ip="10.77.2.5")
    lab.trust()
    lab.squid()
    lab.env.update(HTTP_PROXY="http://10.77.1.1:3128", HTTPS_PROXY="http://10.77.1.1:3128")
    lab.env.update(NO_PROXY="10.77.2.5,.corp.test", PGPASSWORD="app-secret-7")
    lab.firewall("tcp dport {8080, 8443} ip saddr 10.77.1.2 drop")
    lab.postgres(ip="10.77.2.3", tls=lab.cert("db.lab.test"), sql=needs.APP_SQL)
    lab.redis(6379, ip="10.77.2.4", conf="requirepass cache-pw-12")
    lab.tcp(25, b"220 mail.lab.test ESMTP ready\r\n")
    lab.tcp(9092, "open")
    (lab.tmp / "data").mkdir()
    (lab.tmp / "data").chmod(0o777)
    url = f"postgresql+psycopg2://app@db.lab.test/appdb?sslmode=verify-full&sslrootcert={lab.ca_file}"
    lab.declare(
        needs.http("http://api.lab.test:8080/", run_by="vendor")
        + needs.http("https://api.lab.test:8443/", name="partner", run_by="third-party")
        + needs.http("http://10.77.2.5:8090/", name="reports", critical=False, timeout="4s")
        + needs.http("http://10.77.2.5:8099/", name="archive", critical=False)
        + needs.postgres(url, pool_size=4)
        + needs.redis("redis://:cache-pw-12@cache.lab.test:6379/0")
        + needs.redis("redis://:cache-pw-12@cache.lab.test:6379/5", name="sessions")
        + needs.need("tcp", "mail", host="10.77.2.2", port=25)
        + needs.need("tcp", "events", host="10.77.2.2", port=9092)
        + needs.need("directory", "spool", path=f"{lab.tmp}/data", writable=True)
    )
