"""A flag was switched on, and the code behind it fails at every request."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY: tuple[str, ...] = ("APP-01",)
SREGYM = "feature_flag_latent_bug"
EXPECT = Expect("app.bug", owner="vendor-engineering")


APP = """
import logging
logging.basicConfig(level="INFO", format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("billing.web")
FLAGS = {"new_rounding": True}

def total(items, rates):
    return sum(i["net"] * (1 + rates.get(i["country"])) for i in items) if FLAGS["new_rounding"] else 0

log.info("flags: %s", FLAGS)
for request in range(3):
    try:
        total([{"net": 100, "country": "CH"}], {"DE": 0.19})
    except Exception:
        log.exception("POST /invoices failed with 500")
"""


def world(lab: Lab) -> None:
    lab.declare("")


def run(lab: Lab) -> Outcome:
    return lab.diagnose(lab.logged(APP))
