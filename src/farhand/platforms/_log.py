"""What of a platform's log is asked for, and the one command that reads it.  Pure.

Each platform builds its command once, in its `log(target, wanted)`; a kit, a bundle, a live source of
`farhand logs slice` and `farhand logs ask` all take it from there.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from farhand.platforms._window import Window

#: What a tool can choose by itself.
SINCE, UNTIL, LEVEL, TEXT = "since", "until", "level", "text"
#: Levels from low to high, and the priorities of syslog (RFC 5424, table 2) that they begin at.
LEVELS = {"debug": "debug", "info": "info", "warning": "warning", "error": "err", "critical": "crit"}
#: Where each line of the output has the platform's own time (RFC 3339): nowhere, at its beginning, behind
#: the name of a container and " | " or a space, or at its beginning with host and program behind it.
PLAIN, FIRST, NAMED, JOURNAL = "plain", "first", "named", "journal"


class Sh(str):
    """A word that is sh text already, such as `"$(date +%s)"`: it is not quoted again."""


@dataclass(frozen=True)
class Wanted:
    """What of a log is asked for. A tool that cannot choose by something gives more, never less."""

    window: Window = Window()
    lines: int = 0  # the newest ones; 0: no bound
    limit: int = 0  # bytes, for tools that can; 0: no bound
    level: str = ""  # one of LEVELS and worse, by tools that know levels
    texts: tuple[str, ...] = ()  # plain text that must be there
    previous: bool = False  # of the container before it was started again
    seconds: int = 15  # that a request to a far away server may take
    prefix: bool = False  # of several containers of one target: say whose line it is


@dataclass(frozen=True)
class Reading:
    """A command that reads a log and ends. `does` is what of Wanted it has chosen by itself."""

    words: tuple[str, ...]
    name: str  # what the log is called
    does: frozenset[str] = frozenset({SINCE, UNTIL})
    both: bool = False  # what the app wrote to standard error comes out of the command's standard error
    stamps: str = PLAIN
    ordered: bool = True  # False: one container after the other
    loses: tuple[str, ...] = ()  # what of the log it cannot give, in plain sentences

    @property
    def program(self) -> str:
        return self.words[0]


def given(option: str, value: object) -> tuple[str, ...]:
    """`option` with its value, or nothing where there is no value."""
    return (f"{option}{value}",) if value else ()


def joined(words: Sequence[str]) -> str:
    """sh text of the words; what is sh text already stays."""
    return " ".join(word if isinstance(word, Sh) else shlex.quote(word) for word in words)
