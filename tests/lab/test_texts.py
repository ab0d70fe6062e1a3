"""Worlds of each family, diagnosed from what ordinary tools print in them: the cause comes first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import need
from tests.lab.lab import Missing
from tests.lab.texts import collect, keep, read, row

pytestmark = pytest.mark.lab

SAMPLE = (
    "control/clock_answer_from_cache",
    "dns/nxdomain_http",
    "fs/full",
    "fs/missing",
    "postgres/schema_not_there",
    "postgres/wrong_password",
    "proxy/login_missing",
    "redis/out_of_memory",
    "tls/expired",
    "tls/client_cert_13",
)


@pytest.mark.parametrize("name", SAMPLE)
def test_world(name: str, tmp_path: Path) -> None:
    try:
        kept = collect(name)
    except Missing as missing:
        need(False, str(missing))
    found = row(kept)
    assert found.first, "\n".join([*found.missed, kept.text[-3000:]])
    keep(kept, tmp_path)
    assert [read(file) for file in tmp_path.iterdir()] == [kept]
