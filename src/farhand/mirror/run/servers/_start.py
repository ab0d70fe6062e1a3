"""What it takes to start a server, as data, and which settings are taken over.  Pure."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

#: A value that can be no option of its own and no second line of a file; no shell sees it.
_PLAIN = re.compile(r"(?!-)[^\x00-\x1f\x7f]{0,8000}|-1")


#: A value that stands by itself in a server's own configuration: no quote, no bracket, no variable, no space.
_TOKEN = re.compile(r"[A-Za-z0-9_/][A-Za-z0-9_.%+/-]{0,63}|-1")


@dataclass(frozen=True)
class Step:
    """A program that is run once before, with this on its standard input."""

    argv: Sequence[str]
    stdin: str = ""


@dataclass(frozen=True)
class Start:
    """Files to write, steps to run, and the server itself; `ready` judges by a file and the server's log."""

    argv: Sequence[str]
    ready: Callable[[str, str], bool]  # text of `ready_file`, log so far -> is it ready?
    url: str
    ready_file: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    stop: int = signal.SIGTERM
    env: Mapping[str, str] = field(default_factory=dict)


def taken(settings: Mapping[str, str], known: frozenset[str]) -> dict[str, str]:
    """Those of the settings that are applied."""
    return {name: value for name, value in settings.items() if name in known and _PLAIN.fullmatch(value)}


def tokens(settings: Mapping[str, str], known: frozenset[str]) -> dict[str, str]:
    """Those that are applied where a configuration has a language of its own."""
    return {n: v for n, v in taken(settings, known).items() if _TOKEN.fullmatch(v)}


def left_out(
    settings: Mapping[str, str], known: frozenset[str], form: Callable[..., dict[str, str]] = taken
) -> list[str]:
    return sorted(set(settings) - set(form(settings, known)))
