"""What the records of a platform tell of: its log, how a container ended, its limits.  Data, and pure.

A platform's command says in its own words what it is for; from these follows which families of causes it may
show, and how surely. A log may name anything, the state of a container only what ends one.
"""

from __future__ import annotations

import re

from farhand.model import Command

#: Words of a command's reason; the families that it then shows; how surely. `*` is every family.
_TELLS: tuple[tuple[str, str, float], ...] = (
    (r"\bsaid\b|\blast words\b|\blast lines\b", "*", 0.25),
    (r"\bsaid\b|\blast words\b|\blast lines\b", "app exec", 0.6),
    (
        r"\bended\b|\bruns\b|\bstarted\b|\brestarts\b|\bstate\b|\bevents\b|\bdid with\b",
        "container exec memory",
        0.7,
    ),
    (r"\bservice\b|\bpolicy\b|\bnamespace\b|\bmay\b", "container", 0.6),
    (r"\bsettings were changed\b", "config", 0.4),
    (r"\blimits\b", "limits memory", 0.4),
    (r"\bmount", "fs", 0.3),
    (r"\bvariables\b", "config", 0.3),
    (r"\bkernel\b", "memory", 0.8),
    (r"\bkernel\b", "fs limits", 0.2),
)


def shows(command: Command, cause: str) -> float:
    """How likely the command's answer shows the cause where it is the true one."""
    family = cause.partition(".")[0]
    rows = (c for words, families, c in _TELLS if _is_of(families, family) and re.search(words, command.why))
    return max(rows, default=0.0)


def _is_of(families: str, family: str) -> bool:
    return families == "*" or family in families.split()
