"""The running process has the variable, but with nothing in it."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("CFG-01",)
EXPECT = Expect("config.env_missing", owner="customer-platform")


def world(lab: Lab) -> None:
    lab.postgres(5433, hba="host all all all trust\n")
    env = {"PATH": "/usr/bin:/bin", "DB_HOST": "", "DB_PORT": "5433", "DB_USER": "postgres"}
    lab.process = lab.app.start(["sleep", "60"], uid=lab.uid, env=env)
    lab.declare("""
        [env.DB_HOST]
        required = true
        [env.DB_PORT]
        format = "port"
        [env.DB_USER]
        [dependencies.orders]
        kind = "postgres"
        host = "${DB_HOST}"
        port = "${DB_PORT}"
        user = "${DB_USER}"
        name = "postgres"
    """)


def run(lab: Lab) -> Outcome:
    return lab.self_test("--pid", str(lab.process.pid))
