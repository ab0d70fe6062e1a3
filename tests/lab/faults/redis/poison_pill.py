"""One message in the stream cannot be read; the consumer takes it again and again and gets no further."""

from __future__ import annotations

from tests.lab import held
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY: tuple[str, ...] = ("APP-01",)
SREGYM = "kafka_poison_pill"
EXPECT = Expect("app.bug", owner="vendor-engineering")


APP = """
import json, logging, redis
logging.basicConfig(level="INFO", format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("billing.consumer")
stream = redis.Redis("10.77.2.2", decode_responses=True)
for attempt in range(5):
    for _, entries in stream.xreadgroup("billing", "worker-1", {"orders": "0"}, count=1):
        for number, fields in entries:
            try:
                order = json.loads(fields["body"])
                stream.xack("orders", "billing", number)
            except Exception:
                log.exception("entry %s of orders could not be processed, trying again", number)
"""


def world(lab: Lab) -> None:
    lab.redis()
    held.redis_say(
        lab, 6379, "xgroup create orders billing 0 mkstream", "xadd orders * body not-json",
        "xadd orders * body {}", "xreadgroup group billing worker-1 count 10 streams orders >",
    )  # fmt: skip
    lab.declare("")


def run(lab: Lab) -> Outcome:
    return lab.diagnose(lab.logged(APP))
