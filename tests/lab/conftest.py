"""The lab runs as root on Linux with network namespaces; elsewhere its tests are skipped with one reason."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import lru_cache

import pytest

from tests.conftest import need
from tests.lab.namespaces import CLEAN, Missing, tool

_TOOLS = ("unshare", "nsenter", "setpriv", "ip", "mount", "sh", "env")


@pytest.fixture(autouse=True)
def _possible(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("lab"):
        reason = missing()
        need(not reason, reason)


@lru_cache(maxsize=1)
def missing() -> str:
    """Why the lab cannot run here; empty where it can."""
    if not sys.platform.startswith("linux"):
        return "the fault lab needs Linux"
    if os.geteuid() != 0:
        return "the fault lab needs root, for network namespaces"
    try:
        for name in _TOOLS:
            tool(name)
    except Missing as error:
        return f"the fault lab: {error}"
    argv = ["unshare", "--net", "--mount", "--propagation", "private", "true"]
    tried = subprocess.run(argv, env=CLEAN, capture_output=True, check=False)
    return "" if tried.returncode == 0 else "network namespaces cannot be made here"
