"""The start command names a module that this release does not hold."""

from __future__ import annotations

import sys

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY: tuple[str, ...] = ("OS-22",)
SREGYM = "wrong_bin_usage"
EXPECT = Expect("app.dependency_missing", also=("exec.command_missing",))


def world(lab: Lab) -> None:
    lab.declare("")


def run(lab: Lab) -> Outcome:
    done = lab.client([sys.executable, "-m", "billing_geo.server", "--port", "8080"])
    return lab.diagnose(done.stdout + done.stderr)
