"""The app's own metrics beside ours: what its `prometheus_client` registry tells, in the same answer.

Only where the app has loaded that library. Its collectors may be slow or hang, so they run in a thread of
Farhand's under a deadline, one at a time. A name that both have is the app's.
"""

from __future__ import annotations

import importlib
import os
import re
import sys
import threading
from collections.abc import Sequence
from typing import Any

from farhand.embed.metrics import exposition
from farhand.embed.metrics.model import Family

#: Seconds that the app's collectors have.
DEADLINE = 3.0
_NAMED = re.compile(r"^(?:# TYPE )?(farhand_[a-zA-Z0-9_:]*)", re.MULTILINE)
_SUFFIXES = ("_total", "_info", "_created", "_count", "_sum", "_bucket")


class Registry:
    """The look at the app's registry that is under way, if any."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.thread: threading.Thread | None = None


def app_text(kept: Registry, openmetrics: bool, deadline: float = DEADLINE) -> tuple[str, str]:
    """The text of the app's registry without its end mark, and why there is none.

    Both empty: the app has no such library. While an earlier look hangs no second one is begun.
    """
    if "prometheus_client" not in sys.modules:
        return "", ""
    told: list[str] = []
    faults: list[str] = []

    def look() -> None:
        try:
            told.append(_generated(openmetrics))
        except Exception as error:  # a collector of the app's may raise anything
            faults.append(f"the app's registry cannot be read: {type(error).__name__}")

    with kept.lock:
        if kept.thread is not None and kept.thread.is_alive():
            return "", "an earlier look at the app's registry has not come back"
        kept.thread = threading.Thread(target=look, daemon=True, name="farhand-registry")
        kept.thread.start()
    kept.thread.join(deadline)
    if told:
        return told[0], ""
    return "", faults[0] if faults else f"the app's registry took longer than {deadline:g} s"


def _generated(openmetrics: bool) -> str:
    client: Any = sys.modules["prometheus_client"]
    registry = client.REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        # The numbers of all processes lie in that folder; the registry of this one has only its own.
        registry = client.CollectorRegistry()
        importlib.import_module("prometheus_client.multiprocess").MultiProcessCollector(registry)
    if not openmetrics:
        return str(client.generate_latest(registry), "utf-8")
    writer = importlib.import_module("prometheus_client.openmetrics.exposition")
    return str(writer.generate_latest(registry), "utf-8").removesuffix(exposition.END)


def text(families: Sequence[Family], app: str, openmetrics: bool) -> str:
    """Ours after the app's, with one end mark, and nothing twice."""
    taken = {_stem(name) for name in _NAMED.findall(app)}
    ours = [f for f in families if f.name not in taken]
    if app and not app.endswith("\n"):
        app += "\n"
    return app + (exposition.openmetrics(ours) if openmetrics else exposition.prometheus(ours))


def _stem(name: str) -> str:
    """The family that a sample of this name may belong to."""
    return next((name.removesuffix(s) for s in _SUFFIXES if name.endswith(s)), name)
