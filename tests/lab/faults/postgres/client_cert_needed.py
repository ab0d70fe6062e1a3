"""pg_hba.conf asks for a client certificate."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.sites import api

TAXONOMY: tuple[str, ...] = ("TLS-09",)
EXPECT = Expect("tls.client_cert", also=("postgres.hba", "postgres.auth"), subject="db")


def world(lab: Lab) -> None:
    lab.postgres(
        tls=lab.cert("db.lab.test"),
        conf=f"ssl_ca_file = '{lab.ca_file}'\n",
        hba="hostssl all all all cert\n",
        sql=["create role app login password 'app-secret'", "create database appdb owner app"],
    )
    lab.dns.set("db.lab.test", a=[lab.SVC])
    api(lab, "postgresql://app:app-secret@db.lab.test/appdb?sslmode=require", kind="postgres", name="db")
