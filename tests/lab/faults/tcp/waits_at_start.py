"""The start script waits for the database without end, and says so every time."""

from __future__ import annotations

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY: tuple[str, ...] = ("TCP-01",)
SREGYM = "init_container_dependency_hang"
EXPECT = Expect("tcp.refused", also=("container.init",))


APP = """
import logging, time, psycopg
logging.basicConfig(level="INFO", format="%(asctime)s %(levelname)s %(name)s %(message)s")
log = logging.getLogger("init")
for attempt in range(1, 6):
    try:
        psycopg.connect("postgres://app:app-secret-7@10.77.2.2:5433/appdb", connect_timeout=3)
    except psycopg.OperationalError as error:
        log.info("waiting for the database (attempt %d of 600): %s", attempt, error)
        time.sleep(0.1)
"""


def world(lab: Lab) -> None:
    lab.postgres(sql=needs.APP_SQL)
    lab.declare("")


def run(lab: Lab) -> Outcome:
    return lab.diagnose(lab.logged(APP))
