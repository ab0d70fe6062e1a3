"""No platform at all: the app is a process of this machine, started by hand or by a script.

The target, where there is one, is the number of the process or its program's name.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from farhand import framing, places
from farhand.model import Vantage
from farhand.platforms import Rung, _process, _text
from farhand.platforms._log import Reading, Wanted

TARGET, SOURCE = "process", ""
NEEDS = "to be the user that the app runs as"
ENTER = ""


def inside(target: str, script: str) -> str:
    return _process.beside(_pid(target), script) if target else framing.typed(script)


def outside(target: str, since: str) -> Iterator[_text.Outside]:
    if target:
        yield from _process.looked_at(_pid(target))


def log(target: str, wanted: Wanted) -> Iterator[Reading]:
    """Nobody keeps what a bare process writes: its log is the file that it writes itself."""
    yield from ()


def ladder(target: str, script: str) -> Iterator[Rung]:
    yield from ()


def vantage(target: str) -> Vantage:
    return Vantage("app" if target else "host", "paste", "bare")


def _pid(target: str) -> str:
    name = shlex.quote(places.plain("the target", target))
    if target.isdigit():
        return f"pid={name}"
    missing = f'echo "farhand: no process is named" {name}; exit 4'
    return f'pid=$(pgrep -o -x -- {name}); [ -n "$pid" ] || {{ {missing}; }}'
