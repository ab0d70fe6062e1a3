"""What is asked of a log, and the commands that ask it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timezone, tzinfo

from farhand.when import Window

#: Whether Farhand is on the machine that the command runs on.
MAYBE, YES, NO = "maybe", "yes", "no"
#: Bytes that a command prints at most, and seconds that it runs, where nobody says more.
LIMIT, SECONDS = 5 << 20, 60
#: Lines that are asked for where no time is given.
LINES = 2000


@dataclass(frozen=True)
class Asked:
    """One question to the log of one app.

    `source` is a path; empty: what the platform keeps of `target`. `zone` is that of times in the log that
    name none. `start` is a line of the log, from which the shape of its times is taken.
    """

    source: str = ""
    platform: str = ""
    target: str = ""
    window: Window = Window()
    zone: tzinfo = timezone.utc
    level: str = ""
    texts: tuple[str, ...] = ()
    limit: int = LIMIT
    seconds: int = SECONDS
    lines: int = 0
    farhand: str = MAYBE
    by_words: bool = False  # levels by words in the text, also where the platform knows levels
    previous: bool = False
    inside: bool = False  # the path is one inside of the container
    rotated: bool = True
    sample: tuple[str, ...] = ()


@dataclass(frozen=True)
class Command:
    """Text to paste into a terminal. `count` prints how many bytes `take` would print, before redaction."""

    about: str
    count: str
    take: str
    needs: str


@dataclass(frozen=True)
class Answer:
    """The commands, what they print and hide, and what they lose; all in plain sentences."""

    asked: Asked
    commands: tuple[Command, ...]
    prints: tuple[str, ...]
    loses: tuple[str, ...]
    hides: str
