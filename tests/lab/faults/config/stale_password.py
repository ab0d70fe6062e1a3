"""The password was changed in the file; the process holds the old one, which is refused now."""

from __future__ import annotations

import os
import time

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("CFG-04", "PG-01")
SREGYM = "secret_rotation_stale_env_credentials"
EXPECT = Expect("config.env_stale", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.postgres(5432, sql=("create role app login password 'new-Secret-2'",))
    url = "postgres://app:{}@10.77.2.2:5432/postgres"
    old = {"PATH": "/usr/bin:/bin", "DATABASE_URL": url.format("old-Secret-1")}
    lab.process = lab.app.start(["sleep", "60"], uid=lab.uid, env=old)
    time.sleep(0.2)
    lab.file = lab.env_file(f"DATABASE_URL={url.format('new-Secret-2')}\n")
    later = time.time() + 60
    os.utime(lab.file, (later, later))
    lab.declare("""
        [env.DATABASE_URL]
        required = true
        [dependencies.postgres]
        kind = "postgres"
        url = "${DATABASE_URL}"

    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test("--pid", str(lab.process.pid), "--env-file", str(lab.file))
