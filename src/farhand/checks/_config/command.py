"""How a person looks at the settings of one dependency alone: what is set, and in which shape.  Pure.

Every command of a dependency begins with the same. This is for a site where nothing may be connected to yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from farhand.model import Command, Seen
from farhand.target import shell
from farhand.target.schemes import SCHEMES

#: Printed at the end, so that the beginning of another command is not taken for this one.
ALONE = "only the settings were looked at"


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    """The declared settings with `${VAR}` filled in where it runs; nothing is connected to."""
    begin = shell.settle(_kind(settings), settings, needs_place=False)
    return Command(
        shell.script((f"echo '{ALONE}'", begin)),
        why="Are the settings of this dependency complete and well formed where the app runs?",
        seconds=10,
        prints="names of variables, and their values without what is secret in them",
        hides="passwords",
    )


def _kind(settings: Mapping[str, Any]) -> str:
    """As declared, else by the scheme that is written out in the address."""
    scheme = str(settings.get("url") or "").partition("://")[0].partition("+")[0].lower()
    known = next((kind for kind, schemes in SCHEMES.items() if scheme in schemes), "tcp")
    return str(settings.get("kind") or known)


def read(text: str) -> Iterator[Seen]:
    """The `config` stage; none where the text is not this command's output."""
    from farhand.checks._settled import settled  # it reads by `config` itself

    found = settled(text) if ALONE in text else None
    yield from found.seen if found else ()
