"""Containers are for a run of all tests: a daemon of its own, and images, take a minute."""

from __future__ import annotations

import os

collect_ignore = [] if os.environ.get("FARHAND_ALL") == "1" else ["test_compose.py"]
