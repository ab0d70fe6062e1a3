"""Another session holds the rows, and the app's statements give up waiting."""

from __future__ import annotations

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY: tuple[str, ...] = ("PG-21",)
SREGYM = "postgres_lock_contention"
EXPECT = Expect("postgres.locks", owner="vendor-engineering")


APP = """
import logging, psycopg
logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
for invoice in (1, 2):
    with psycopg.connect("postgres://app:app-secret@10.77.2.2/appdb", autocommit=True) as connection:
        connection.execute("set lock_timeout = '300ms'")
        try:
            connection.execute("update invoices set paid = true where id = %s", [invoice])
        except psycopg.Error as error:
            logging.error("invoice %d was not booked: %s %s", invoice, error.sqlstate, error)
"""
SQL = (
    "create role app login password 'app-secret'",
    "create database appdb owner app",
    "\\c appdb",
    "set role app",
    "create table invoices (id int, paid bool)",
    "insert into invoices values (1), (2)",
)


def world(lab: Lab) -> None:
    lab.postgres(sql=SQL)
    held.sessions(lab, 1, do="begin; update invoices set paid = false; select pg_sleep(60)")
    lab.declare("")


def run(lab: Lab) -> Outcome:
    return lab.diagnose(lab.logged(APP))
