"""The certificate of the vendor's database is over."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TLS-01",)
EXPECT = Expect("tls.expired", owner="vendor-engineering", subject="database")


def world(lab: Lab) -> None:
    lab.dns.set("db.vendor.test", a=[lab.SVC])
    lab.postgres(tls=lab.cert("db.vendor.test", not_before=-8_000_000, not_after=-200_000), sql=needs.APP_SQL)
    url = f"postgres://app:app-secret-7@db.vendor.test/appdb?sslmode=verify-full&sslrootcert={lab.ca_file}"
    lab.declare(needs.postgres(url, run_by="vendor"))
