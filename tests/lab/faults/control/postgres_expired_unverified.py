"""sslmode=require does not look at the certificate, so its date does not matter."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api, login_role

TAXONOMY: tuple[str, ...] = ("TLS-01",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.postgres(tls=lab.cert("other.lab.test", not_before=-9000000.0, not_after=-86400), sql=login_role())
    lab.dns.set("db.lab.test", a=[lab.SVC])
    api(lab, "postgresql://app:app-secret@db.lab.test/appdb?sslmode=require", kind="postgres", name="db")
