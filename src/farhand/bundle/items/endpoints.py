"""What the living app says of itself over its own Unix socket: health, metrics, state, errors, records."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from farhand.bundle.model import ENDPOINT, Item
from farhand.bundle.site import Site

ORDER = 25
#: Name, path and reason. What the app masks itself is masked once more here.
_ASKED = (
    ("health.json", "/health", "how the app sees its dependencies now"),
    ("metrics.txt", "/metrics", "numbers that show what has filled up or slowed down"),
    ("debug.json", "/admin/debug", "versions, pools, jobs, limits and problems as the app sees them"),
    ("errors.json", "/admin/errors", "the errors that the app has met, grouped"),
    ("logs.json", "/admin/logs", "the last log records of all processes"),
    ("threads.txt", "/admin/threads", "what every thread of the app is doing"),
)
SOCKET = "farhand.sock"


def plan(site: Site) -> Iterator[Item]:
    for place in site.places:
        path = place / SOCKET
        if not _is_socket(path):
            continue
        for name, target, why in _ASKED:
            source = f"GET {target} on {path}"
            yield Item(f"app/{name}", ENDPOINT, source, why, limit=4 << 20, argv=("GET", target, str(path)))


def _is_socket(path: Path) -> bool:
    try:
        return stat.S_ISSOCK(path.lstat().st_mode)
    except OSError:
        return False
