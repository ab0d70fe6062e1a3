"""Real servers that the tests of this folder share, each started once per process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.mirror.postgres import Server, majors, servers


@pytest.fixture(scope="session")
def running() -> Iterator[dict[int, Server]]:
    """PostgreSQL 12 and 14, all majors with FARHAND_ALL=1."""
    with servers(majors()) as started:
        yield started
