"""A page in the middle of the SQLite file holds rubbish; the file opens all the same."""

from __future__ import annotations

import sqlite3

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY: tuple[str, ...] = ("OS-09",)
SREGYM = "silent_data_corruption"
EXPECT = Expect("config.file_invalid", also=("fs.io_error", "app.bug"))


APP = """
import logging, sqlite3, sys
logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
try:
    sqlite3.connect(sys.argv[1]).execute("select sum(length(note)) from invoices").fetchall()
except sqlite3.Error:
    logging.getLogger("billing").exception("the invoices could not be read")
"""


def world(lab: Lab) -> None:
    data = lab.tmp / "data"
    data.mkdir()
    data.chmod(0o777)
    with sqlite3.connect(data / "billing.db") as made:
        made.execute("create table invoices (id integer primary key, note text)")
        made.executemany("insert into invoices (note) values (?)", [("x" * 900,)] * 400)
    made.close()
    with (data / "billing.db").open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * 4096)
    (data / "billing.db").chmod(0o666)
    lab.file = data / "billing.db"
    lab.declare("")


def run(lab: Lab) -> Outcome:
    return lab.diagnose(lab.logged(APP, str(lab.file)))
