"""SELinux does not let the app pass through a directory on the way, although its mode does."""

from __future__ import annotations

from tests.lab import confined, uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need

TAXONOMY = ("OS-07",)
EXPECT = Expect("fs.selinux", owner="customer-security", subject="data")

SETUP = f"mkdir -m 755 /run/volume; mkdir -m 777 /run/volume/data\n{confined.selinux('/run/volume')}"


def world(lab: Lab) -> None:
    lab.declare(need("directory", "data", path="/run/volume/data", writable=True))


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, SETUP, boot=confined.SELINUX)
