"""A page of a table was overwritten on the disk."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY: tuple[str, ...] = ("PG-25",)
SREGYM = "silent_data_corruption"
EXPECT = Expect("postgres.corrupt", owner="customer-dba")


APP = """
import logging, psycopg
logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
with psycopg.connect("postgres://app:app-secret-7@10.77.2.2/appdb") as connection:
    try:
        connection.execute("select sum(cents) from invoices").fetchall()
    except psycopg.Error:
        logging.getLogger("billing.report").exception("the monthly report failed")
"""
TABLE = (
    "\\c appdb",
    "set role app",
    "create table invoices (id int, cents int)",
    "insert into invoices select n, n from generate_series(1, 2000) n",
    "checkpoint",
)


def world(lab: Lab) -> None:
    server = lab.postgres(sql=[*needs.APP_SQL, *TABLE[:-1], "reset role", TABLE[-1]])
    place = server.sql("select pg_relation_filepath('invoices')", database="appdb").strip().splitlines()[-1]
    server.stop()
    with (server.folder / "data" / place.strip()).open("r+b") as file:
        file.write(b"\xa5" * 4096)
    server.start()
    lab.declare("")


def run(lab: Lab) -> Outcome:
    return lab.diagnose(lab.logged(APP))
