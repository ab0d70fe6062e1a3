"""pg_hba.conf wants a client certificate in addition to the password."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-09",)
EXPECT = Expect("tls.client_cert", subject="database")


def world(lab: Lab) -> None:
    lab.dns.set("db.lab.test", a=[lab.SVC])
    lab.postgres(
        tls=lab.cert("db.lab.test"),
        conf=f"ssl_ca_file = '{lab.ca_file}'\n",
        hba="hostssl all all all scram-sha-256 clientcert=verify-full\n",
        sql=needs.APP_SQL,
    )
    url = f"postgresql://app:app-secret-7@db.lab.test/appdb?sslmode=verify-full&sslrootcert={lab.ca_file}"
    lab.declare(needs.postgres(url))
