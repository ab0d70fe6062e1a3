"""The cluster's tests are collected only where its programs are: elsewhere they are no skip."""

from __future__ import annotations

import os

collect_ignore = (
    []
    if os.environ.get("FARHAND_KUBE_BIN") and os.environ.get("FARHAND_ALL") == "1"
    else ["test_cluster.py", "test_worlds.py"]
)
