"""The app's own process as Farhand sees it: one object per process, made anew after a fork.

Everything else hangs on it. This module and what it imports cost the app's start next to nothing: the
declaration, the checks and the knowledge base are loaded later, in Farhand's own thread.
"""

from __future__ import annotations

import os
import sys
import threading
import time

TYPE_CHECKING = False  # typing itself costs more than all that is needed here
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from typing import Any, TypeVar

    from farhand.embed.settings import Settings
    from farhand.model import App
    from farhand.redact import Redactor

    T = TypeVar("T")


class Process:
    """What is known of this process. Parts keep what they remember with `of`."""

    def __init__(self, config: str = "", role: str = "", wrapped: Any = None) -> None:
        self.config = config  # the declaration that install() was given; empty: found by itself
        self.role = role or role_of(sys.argv)
        self.role_given = bool(role)
        self.wrapped = wrapped  # the app object, if there is one
        self.pid = os.getpid()
        self.began = time.time()
        self.began_ticks = os.times().elapsed  # on a clock that nobody sets
        self.folder: Path | None = None  # the run folder, once there is one
        self.uid = -1  # user for whom that folder was made
        self.generation = 0  # of the orders that this process has carried out
        self.leads = False  # this process looks at the dependencies and holds the app's socket
        self.on_call = False  # no thread: nothing is done but while somebody asks
        self.asleep = False  # a fork has ended the thread; the next request begins it again
        self.live = True  # /livez
        self.started = True  # /startupz; False from the first sign of an app that tells when it has started
        self.ready = True  # False while the app ends: /readyz
        self.held_back = False  # a dependency that [embed] ready_requires names fails: /readyz
        self.address: tuple[str, int, bool] | None = None  # where the app serves: host, port, TLS
        self.loops: list[Any] = []  # event loops that serve the app, as the shim has met them
        self.problems: list[str] = []  # what the part inside the app could not do, and why
        self._kept: dict[Any, Any] = {}
        self._lock = threading.RLock()

    def of(self, kind: Callable[[], T]) -> T:
        """The one object of that kind in this process, made when it is first asked for."""
        held = self._kept.get(kind)
        if held is None:
            with self._lock:
                held = self._kept.get(kind)
                if held is None:
                    held = self._kept[kind] = kind()
        return held

    def peek(self, kind: Callable[[], T]) -> T | None:
        """The same if it is there; never waits, not even in a child whose parent held the lock."""
        found: T | None = self._kept.get(kind)
        return found

    def told(self, config: str = "", role: str = "") -> None:
        """What install() was given. The first declaration given holds, also over one found by itself."""
        if config and not self.config:
            self.config = config
            self._kept.pop(self._settings, None)
        if role:
            self.role, self.role_given = role, True

    def plays(self, role: str) -> None:
        """What the wrapped app says of its process; what install() was given counts more."""
        if not self.role_given:
            self.role = role

    @property
    def settings(self) -> Settings:
        """What the declaration says. Never raises: where it cannot be read, `problems` says why."""
        return self.of(self._settings)

    def _settings(self) -> Settings:
        from farhand.embed.settings import Settings

        return Settings(self.config, self.trouble)

    @property
    def app(self) -> App:
        return self.settings.app

    @property
    def environment(self) -> Mapping[str, str]:
        return os.environ

    @property
    def redactor(self) -> Redactor:
        """Masks the declared secrets and all that looks like one."""
        return self.of(self._redactor)

    def _redactor(self) -> Redactor:
        from farhand.embed import secrets
        from farhand.embed.records import knowing
        from farhand.redact import Redactor

        knowing.learn(self)
        return Redactor(secrets.known(), secrets.key())  # one secret has one mark in logs and answers

    def trouble(self, says: str) -> None:
        """Remember once what could not be done; /admin/debug shows it."""
        if says not in self.problems:
            self.problems.append(says)
            del self.problems[:-50]


def role_of(argv: list[str]) -> str:
    """What kind of process this is, by how it was started: gunicorn, celery, the script's name."""
    program = os.path.basename(argv[0]) if argv and argv[0] else "python"
    if program == "__main__.py":
        program = os.path.basename(os.path.dirname(argv[0]))
    return program.removesuffix(".py")[:60]


class _Held:
    """The process object of this process. A class attribute, so that a fork can replace it in one step."""

    process: Process | None = None


def current() -> Process | None:
    """The object of this process; None where nothing is installed."""
    return _Held.process


def begin(process: Process) -> Process:
    """From now on this is the object of this process."""
    _Held.process = process
    return process


def begin_again() -> Process | None:
    """After a fork: a fresh object with the same settings. None where nothing is installed."""
    before = _Held.process
    if before is None:
        return None
    after = Process(before.config, before.role, before.wrapped)
    after.role_given, after.on_call = before.role_given, before.on_call
    return begin(after)
