"""Two services on one host fail in two ways: one drops, one trusts nobody."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-02", "PG-06")
EXPECT = Expect(causes=("tcp.timeout", "postgres.hba"))


def world(lab: Lab) -> None:
    lab.postgres(
        hba="host all all 192.168.0.0/16 scram-sha-256\n",
        sql=["create role app login password 'app-secret-7'", "create database appdb owner app"],
    )
    lab.redis()
    lab.firewall("tcp dport 6379 drop")
    lab.declare("""
        [dependencies.database]
        kind = "postgres"
        url = "postgres://app:app-secret-7@10.77.2.2:5432/appdb"
        [dependencies.cache]
        kind = "redis"
        url = "redis://10.77.2.2:6379/0"
    """)
