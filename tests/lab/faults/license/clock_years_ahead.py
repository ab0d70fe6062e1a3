"""The licence is good; the host's clock is three years ahead, as a time server shows."""

from tests.lab.expect import Expect, Outcome
from tests.lab.lab import Lab
from tests.lab.licences import day, declared, licence
from tests.lab.needs import http

TAXONOMY = ("APP-05", "OS-20")
EXPECT = Expect("clock.skew", subject="clock")


def world(lab: Lab) -> None:
    lab.http(8080, body=b'{"ok": true}')
    lab.declare(declared(licence(lab, f'{{"expires": "{day(90)}"}}')) + http("http://10.77.2.2:8080/ping"))


def run(lab: Lab) -> Outcome:
    return lab.self_test(faketime="+1095d")
