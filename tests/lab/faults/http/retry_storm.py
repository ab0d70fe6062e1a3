"""An overloaded service sheds load, and the client makes it worse by asking again and again."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY: tuple[str, ...] = ("HTTP-09",)
SREGYM = "rpc_retry_storm"
EXPECT = Expect("http.rate_limited", also=("http.server_error", "http.bad_gateway", "app.load"))


APP = """
import logging, requests, urllib3
from requests.adapters import HTTPAdapter
logging.basicConfig(level="DEBUG", format="%(asctime)s %(levelname)s [%(name)s] %(message)s")
session = requests.Session()
how = {"status_forcelist": [429, 503], "respect_retry_after_header": False}
retry = urllib3.Retry(total=4, backoff_factor=0.05, **how)
session.mount("http://", HTTPAdapter(max_retries=retry))
for order in (1, 2):
    try:
        session.get(f"http://10.77.2.2:8080/orders/{order}", timeout=3)
    except requests.RequestException:
        logging.exception("order %d could not be read", order)
"""


def world(lab: Lab) -> None:
    headers = {"Retry-After": "20", "Content-Type": "application/json"}
    lab.http(8080, status=429, body='{"error": "overloaded"}', headers=headers)
    lab.declare("")


def run(lab: Lab) -> Outcome:
    return lab.diagnose(lab.logged(APP))
