"""The app's own process as Farhand sees it: one per process, made anew after a fork.

Everything else hangs on it. It holds no lock of the app's, starts its one thread (`beat`) only when it is told to,
and after a fork the child begins with a fresh one, because threads do not survive a fork.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, TypeVar

from farhand.embed.settings import Settings
from farhand.model import App

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.redact import Redactor

T = TypeVar("T")


class Process:
    """What is known of this process. Parts keep what they remember with `of`."""

    def __init__(self, settings: Settings, role: str = "") -> None:
        self.settings = settings
        self.role = role or role_of(sys.argv)
        self.pid = os.getpid()
        self.started = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.folder: Path | None = None  # the run folder, once there is one
        self.leads = False  # this process looks at the dependencies and holds the app's socket
        self.problems: list[str] = []  # what the part inside the app could not do, and why
        self._kept: dict[Any, Any] = {}
        self._lock = threading.RLock()

    def of(self, kind: Callable[[], T]) -> T:
        """The one object of that kind in this process, made when it is first asked for."""
        held = self._kept.get(kind)
        if held is None:
            with self._lock:
                held = self._kept.setdefault(kind, None) or kind()
                self._kept[kind] = held
        return held  # type: ignore[no-any-return]

    @property
    def app(self) -> App:
        """The declaration; an app of that name without dependencies where there is none that can be read."""
        return self.settings.app()

    @property
    def environment(self) -> Mapping[str, str]:
        return os.environ

    @property
    def redactor(self) -> Redactor:
        """Masks the declared secrets and all that looks like one. Made on first use: it is not cheap."""
        return self.of(self._redactor)

    def _redactor(self) -> Redactor:
        from farhand.embed.secrets import declared
        from farhand.redact import Redactor

        return Redactor(declared(self.app, self.environment))

    def trouble(self, says: str) -> None:
        """Remember once what could not be done; shown by /admin/debug and said in the log."""
        if says not in self.problems:
            self.problems.append(says)
            del self.problems[:-50]


def role_of(argv: list[str]) -> str:
    """What kind of process this is, by how it was started: gunicorn, celery, pytest, the script's name."""
    program = os.path.basename(argv[0]) if argv and argv[0] else "python"
    if program == "__main__.py":
        program = os.path.basename(os.path.dirname(argv[0]))
    return program.removesuffix(".py")[:60]
