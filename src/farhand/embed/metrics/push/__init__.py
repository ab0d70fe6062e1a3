"""Where numbers are sent, besides being asked for: one file each, found by listing, never registered.

A way has `SCHEMES` (of what `[embed] metrics` names, parts divided by commas), `made(process, told) -> way`,
which raises ValueError saying what is wrong with it, and the way has `idle()` (nothing to send to now) and
`send(process, families)`. A way without a scheme need not be named. `[embed] metrics = "none"`: nothing is
sent.
"""

from __future__ import annotations

import importlib
import pkgutil
import threading
from collections.abc import Sequence
from typing import Any, Protocol

from farhand.embed.metrics.model import Family
from farhand.embed.process import Process


class Way(Protocol):
    """Where numbers go."""

    def idle(self) -> bool: ...

    def send(self, process: Process, families: Sequence[Family]) -> None: ...


class Sender:
    """The sending that is under way: one at a time, in a thread of its own: a name server may hang."""

    def __init__(self) -> None:
        self.thread: threading.Thread | None = None


def made(process: Process) -> list[Way]:
    """The ways that the settings name, and those that come by themselves."""
    told = [
        part.strip() for part in str(process.settings.embed.get("metrics") or "").split(",") if part.strip()
    ]
    if "none" in told:
        return []
    modules = [importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__)]
    found = [w for part in told for w in _named(process, modules, part)]
    return found + [m.made(process, "") for m in modules if not m.SCHEMES]


def _named(process: Process, modules: Sequence[Any], told: str) -> list[Way]:
    scheme = told.partition(":")[0]
    for module in modules:
        if scheme in module.SCHEMES:
            try:
                return [module.made(process, told)]
            except ValueError as error:
                process.trouble(f"[embed] metrics = {scheme}: {error}")
                return []
    known = sorted(s for m in modules for s in m.SCHEMES)
    process.trouble(f"[embed] metrics may be {', '.join(known)} or none, and is {scheme!r}")
    return []


def to_all(process: Process, ways: Sequence[Way]) -> None:
    """Send what is known now, unless the last sending still runs. Never raises."""
    sender, ways = process.of(Sender), [w for w in ways if not w.idle()]
    if not ways or (sender.thread is not None and sender.thread.is_alive()):
        return
    sender.thread = threading.Thread(target=_send, args=(process, ways), daemon=True, name="farhand-metrics")
    try:
        sender.thread.start()
    except RuntimeError as error:
        process.trouble(f"no thread could be started: {error}")


def _send(process: Process, ways: Sequence[Way]) -> None:
    try:
        _sent(process, ways)
    except Exception as error:  # a thread of ours must not print into the app's output
        process.trouble(f"metrics cannot be collected: {type(error).__name__}: {error}")


def _sent(process: Process, ways: Sequence[Way]) -> None:
    from farhand.embed.metrics import collected

    families = collected.to_send(process)
    for way in ways:
        try:
            way.send(process, families)
        except Exception as error:
            process.trouble(f"metrics cannot be sent: {type(error).__name__}: {error}")
