"""The app may have so much memory, and asks for more."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY: tuple[str, ...] = ("OS-15",)
SREGYM = "namespace_memory_limit"
EXPECT = Expect("memory.exhausted")


APP = """
import logging
logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
try:
    report = [bytes(64 << 20) for _ in range(100)]
except MemoryError:
    logging.getLogger("billing.report").exception("the yearly report failed")
"""


def world(lab: Lab) -> None:
    lab.declare("")


def run(lab: Lab) -> Outcome:
    return lab.diagnose(lab.logged(APP, limits={"as": 1 << 30}))
