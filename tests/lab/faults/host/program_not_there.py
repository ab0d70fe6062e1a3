"""The unit starts a program that this release does not bring."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome

TAXONOMY: tuple[str, ...] = ("OS-22",)
SREGYM = "wrong_bin_usage"
EXPECT = Expect("exec.command_missing")


def world(lab: Lab) -> None:
    lab.declare("")


def run(lab: Lab) -> Outcome:
    script = "echo 'entrypoint: starting billing 2.4.1'; exec billing-server --port 8080"
    done = lab.client(["sh", "-c", script])
    return lab.diagnose(done.stdout + done.stderr)
