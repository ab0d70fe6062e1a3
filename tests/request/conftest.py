"""A fresh pair of sides for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.request.exchange import Sides, sides


@pytest.fixture
def pair(tmp_path: Path) -> Sides:
    return sides(tmp_path)
