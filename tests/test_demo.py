"""The demo finds each of its faults, and the README shows what it really prints."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from demo import picture
from demo.__main__ import FAULTS

CAUSES = {
    "env": "config.env_misnamed",
    "proxy": "proxy.auth_required",
    "clock": "clock.skew",
    "certificate": "tls.expired",
    "disk": "fs.missing",
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(name: str) -> None:
    done = subprocess.run([sys.executable, "-m", "demo", name], capture_output=True, text=True, check=False)
    healthy, broken = done.stdout.split("── Then")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "200 charged" in healthy
    assert healthy.rstrip().splitlines()[-1].startswith("Healthy")
    assert CAUSES[name] in broken
    assert "\nFault: 1 root cause. Next at work: " in broken


def test_an_unknown_fault_is_named() -> None:
    done = subprocess.run([sys.executable, "-m", "demo", "moon"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "'moon'" in done.stderr


def test_the_readme_shows_what_the_demo_prints() -> None:
    def lasting(text: str) -> str:
        """Without ports, times, temporary names and the wrapping that depends on their width."""
        return re.sub(r"\S*ledgerly-\w+|\d+(\.\d+)?|\s+", "", text)

    assert lasting(picture.shown()) == lasting(picture.scene()), "run: python -m demo.picture"
