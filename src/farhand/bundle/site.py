"""What a bundle is planned from: the app, its environment, its run folders, and the time that matters."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path

from farhand.deadline import Stop
from farhand.errors import Mistake
from farhand.look import Environment
from farhand.model import App, Vantage
from farhand.redact import Redactor
from farhand.target.units import duration


@dataclass(frozen=True)
class Window:
    """The time that logs are taken from. RFC 3339 in UTC; empty: not known, or without that end."""

    around: str = ""
    since: str = ""
    until: str = ""


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


#: Seconds on both sides of a failure that logs are taken from, where nobody says more.
AROUND = 900.0


def moment(option: str, text: str, now: float) -> str:
    """RFC 3339 in UTC of `2026-11-20T14:00:00Z`, `2026-11-20 14:00`, `14:00` or `-15m`. Raises Mistake.

    A time without zone is UTC; `14:00` is the latest one that is not in the future.
    """
    try:
        return stamp(_seconds(text.strip(), now))
    except (ValueError, OverflowError, OSError):
        raise Mistake(
            f"{option} {text!r} is not a time; write 2026-11-20T14:00:00Z, 14:00 (UTC) or -15m"
        ) from None


def _seconds(text: str, now: float) -> float:
    if text.startswith("-"):
        back = duration(text[1:])
        if back is None:
            raise ValueError(text)
        return now - back
    if len(text) <= 8 and ":" in text:
        today = datetime.fromtimestamp(now, timezone.utc).strftime("%Y-%m-%d")
        at = seconds(f"{today}T{text}")
        return at if at <= now else at - 86400
    return seconds(text)


def seconds(text: str) -> float:
    """Seconds since 1970 of an ISO time; without zone it is UTC. Raises ValueError."""
    when = datetime.fromisoformat(text)
    return (when if when.tzinfo else when.replace(tzinfo=timezone.utc)).timestamp()


def stamp(at: float) -> str:
    return datetime.fromtimestamp(at, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def window(around: str, since: str, until: str, now: float) -> Window:
    """The window by the options given: `around` alone means a quarter of an hour on both sides of it.

    Raises Mistake, also where it ends before it begins.
    """
    middle, first, last = (
        moment(option, text, now) if text else ""
        for option, text in (("--around", around), ("--since", since), ("--until", until))
    )
    if middle:
        first = first or stamp(seconds(middle) - AROUND)
        last = last or stamp(seconds(middle) + AROUND)
    if first and last and seconds(first) >= seconds(last):
        raise Mistake(f"the window ends ({last}) before it begins ({first}); see --since and --until")
    return Window(middle, first, last)
