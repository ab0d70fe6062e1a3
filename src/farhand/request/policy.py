"""`site.toml`: what the customer has decided, beside the declaration or where FARHAND_SITE says.  I/O.

    [site]
    name = "acme-berlin"        # requests for another site are refused
    free_commands = false       # true: an engineer may ask for commands that are no checks
    profile = "strict"          # what is hidden in answers, besides secrets

It belongs to the customer: one that others may write to allows nothing.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomllib

from farhand.errors import Mistake
from farhand.redact.policy import PROFILES

NAME, MOST = "site.toml", 1 << 16
_KEYS: Mapping[str, type] = {"name": str, "free_commands": bool, "profile": str}


@dataclass(frozen=True)
class Policy:
    """What this site allows. Without a file: checks and questions only."""

    site: str = ""
    free_commands: bool = False
    profile: str = ""
    source: str = ""


def load(declaration: Path) -> Policy:
    """The site's policy; the default where there is no file. Raises Mistake for a wrong or unsafe one."""
    told = os.environ.get("FARHAND_SITE", "")
    path = Path(told) if told else declaration.parent / NAME
    if not told and not path.exists():
        return Policy()
    table = _table(path)
    policy = Policy(
        table.get("name", ""), table.get("free_commands", False), table.get("profile", ""), str(path)
    )
    if policy.free_commands:
        _safe(path)
    return policy


def _table(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            table = tomllib.loads(file.read(MOST).decode("utf-8")).get("site", {})
    except OSError as error:
        raise Mistake(f"{path}: {error.strerror or error}") from None
    except (ValueError, RecursionError) as error:
        raise Mistake(f"{path}: not TOML: {error}") from None
    if not isinstance(table, dict):
        raise Mistake(f"{path}: [site] must be a table")
    for key, value in table.items():
        if key not in _KEYS or type(value) is not _KEYS[key]:
            raise Mistake(
                f"{path}: [site] {key}: there are name, profile (texts) and free_commands (true, false)"
            )
    if table.get("profile", "default") not in PROFILES:
        raise Mistake(f"{path}: there is no profile {table['profile']!r}; there are: {', '.join(PROFILES)}")
    return table


def _safe(path: Path) -> None:
    """A file that somebody else may change must not open the door to commands."""
    info = path.stat()
    if info.st_uid not in (0, os.getuid()) or stat.S_IMODE(info.st_mode) & 0o022:
        raise Mistake(f"{path} allows free commands, but others may write to it: chmod go-w {path}")
