"""The server was told to stop and waits for a session that does not end."""

import os
import signal
import time

from tests.lab import held, needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("PG-10",)
EXPECT = Expect("postgres.starting", owner="customer-dba", subject="database")


def world(lab: Lab) -> None:
    server = lab.postgres(
        sql=["create role app login password 'app-secret'", "create database appdb owner app"]
    )
    held.sessions(lab, 1)
    os.kill(server.server.pid, signal.SIGTERM)
    time.sleep(0.5)
    lab.declare(needs.postgres("postgres://app:app-secret@10.77.2.2:5432/appdb"))
