"""All worlds on a real cluster, side by side on one node: what it prints leads to the cause.

Only with FARHAND_KUBE_BIN and FARHAND_ALL=1 (see conftest.py); about five minutes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.platforms import record, worlds
from tests.platforms.cluster import Cluster
from tests.platforms.table import KINDS, kept, row
from tests.platforms.test_recorded import NOT_SHOWN

pytestmark = [pytest.mark.lab, pytest.mark.slow]


def test_every_world_is_found_from_what_its_cluster_prints(tmp_path: Path) -> None:
    names = worlds.names()
    with Cluster(tmp_path / "kube") as cluster:
        record.bring_up(cluster, tmp_path / "root")
        for name, texts in record.every(cluster, names):
            record.save(tmp_path / "said", name, texts, ())
    missed = [
        f"{name} ({kind}): {found.missed}"
        for name in names
        for kind in KINDS
        if (name, kind) not in NOT_SHOWN and not (found := row(kept(name, kind, tmp_path / "said"))).first
    ]
    assert missed == []
