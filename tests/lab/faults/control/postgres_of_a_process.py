"""Farhand's own PG* variables say something else than those of the app's process."""

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY = ("CFG-04",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.postgres(5460, sql=needs.APP_SQL)
    lab.env.update(
        PGHOST="10.77.2.2", PGPORT="5460", PGUSER="app", PGPASSWORD="app-secret-7", PGDATABASE="appdb"
    )
    lab.process = lab.app.start(["sleep", "60"], uid=lab.uid, env=dict(lab.env))
    lab.env.update(
        PGHOST="10.77.2.9", PGPORT="1", PGUSER="nobody", PGSSLMODE="verify-full", PGDATABASE="none"
    )
    lab.declare(needs.postgres("postgresql://"))


def run(lab: Lab) -> Outcome:
    return lab.self_test("--pid", str(lab.process.pid))
