"""What all tests share: a test that cannot run here is skipped with one line, or fails where none may be."""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import HealthCheck, settings

#: Made-up examples are never timed: the machine of a test run has other work beside them.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def need(condition: object, reason: str) -> None:
    """Go on only where `condition` holds; with FARHAND_NO_SKIP=1 its absence is a failure."""
    if condition:
        return
    if os.environ.get("FARHAND_NO_SKIP") == "1":
        pytest.fail(f"cannot run here, and no test may be skipped: {reason}")
    pytest.skip(reason)


def need_tool(name: str) -> str:
    """The path of a program, or a skip that names it."""
    path = shutil.which(name)
    need(path, f"{name} is not installed")
    assert path
    return path


#: Files whose tests take long by their nature: streams, whole demos, databases, thousands of made-up records.
SLOW = (
    "test_stream.py", "test_demo.py", "test_failures.py", "test_pools.py", "test_last_state.py",
    "test_leaks.py", "test_migrations.py", "test_metrics.py", "test_push.py", "test_health.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes minutes by its nature is left out of the inner loop."""
    for item in items:
        served = hasattr(getattr(item, "module", None), "serve")  # a real app on its real server
        if served or {"hostile", "lab", "apps"} & set(item.path.parts) or item.path.name in SLOW:
            item.add_marker(pytest.mark.slow)
