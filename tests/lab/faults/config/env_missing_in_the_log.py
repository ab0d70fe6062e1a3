"""The app ends at its start because a variable is not there; only its log is at hand."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY: tuple[str, ...] = ("CFG-01",)
SREGYM = "missing_env_variable"
EXPECT = Expect("config.env_missing", owner="customer-platform")


APP = """
import logging, os
logging.basicConfig(level="INFO", format="%(asctime)s %(levelname)s %(name)s: %(message)s")
logging.getLogger("billing").info("starting")
DATABASE_URL = os.environ["DATABASE_URL"]
"""


def world(lab: Lab) -> None:
    lab.declare("")


def run(lab: Lab) -> Outcome:
    return lab.diagnose(lab.logged(APP))
