"""The app runs under an AppArmor profile that allows what it does."""

from __future__ import annotations

from tests.lab import confined, uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need

TAXONOMY = ("OS-07",)
EXPECT = Expect(healthy=True)

SETUP = f"mkdir -m 777 /run/data\n{confined.apparmor('deny /run/other/** w,')}"


def world(lab: Lab) -> None:
    lab.declare(need("directory", "data", path="/run/data", writable=True))


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, SETUP, boot=confined.APPARMOR)
