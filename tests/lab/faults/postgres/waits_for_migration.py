"""The app waits until the migration job has made its tables, and that job never ran."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY: tuple[str, ...] = ("PG-13",)
SREGYM = "init_container_dependency_hang"
EXPECT = Expect("postgres.schema_missing")


APP = """
import logging, time, psycopg
logging.basicConfig(level="INFO", format="[%(asctime)s] %(levelname)s in %(module)s: %(message)s")
for attempt in range(4):
    with psycopg.connect("postgres://app:app-secret-7@10.77.2.2/appdb") as connection:
        try:
            connection.execute("select version from schema_migrations")
        except psycopg.Error as error:
            logging.warning("not ready, trying again in 5 s: %s", error)
            time.sleep(0.1)
"""


def world(lab: Lab) -> None:
    lab.postgres(sql=needs.APP_SQL)
    lab.declare("")


def run(lab: Lab) -> Outcome:
    return lab.diagnose(lab.logged(APP))
