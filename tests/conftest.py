"""What all tests share: a test that cannot run here is skipped with one line, or fails where none may be."""

from __future__ import annotations

import os
import shutil

import pytest


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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes minutes by its nature is left out of the inner loop."""
    for item in items:
        if {"hostile", "lab"} & set(item.path.parts) or item.path.name in ("test_stream.py", "test_demo.py"):
            item.add_marker(pytest.mark.slow)
