"""What a bundle is planned from: the app, its environment, its run folders, and the time that matters."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from farhand.deadline import Stop
from farhand.look import Environment
from farhand.model import App, Vantage
from farhand.redact import Redactor
from farhand.when import Window


@dataclass(frozen=True)
class Site:
    """One installation, as far as this user may look at it."""

    app: App
    env: Environment | None = None
    env_hint: str = ""  # which option would make the environment visible
    places: tuple[Path, ...] = ()  # run folders of the app's processes on this host
    window: Window = Window()
    added: tuple[Path, ...] = ()  # files that a person wants in the bundle
    platform: str = ""  # of [deploy], or as the command line says
    target: str = ""
    read_only: bool = False
    vantage: Vantage = Vantage()
    #: Hides what is secret; its `secrets` grow while the self-test learns passwords.
    redactor: Redactor = field(default_factory=Redactor)
    stop: Stop = field(default_factory=Stop)

    @property
    def pid(self) -> int | None:
        """The app's process; None where it is not known, or where the environment is Farhand's own."""
        return self.env.pid if self.env and self.env.pid != os.getpid() else None

    @property
    def whose(self) -> str:
        """Whose environment this is, in words that stay the same when the app is started again."""
        return re.sub(r"process \d+", "the app's process", self.env.source) if self.env else "not visible"
