"""Values from evidence inside of what a person will run: each is quoted for where it stands.  Pure.

A hole is written {name!kind|default}, and the kinds are: `i` an SQL identifier, `t` one with its schema,
`s` an SQL text, `m` and `b` names of MySQL, `w` a word of a shell, `j` a text of JSON, `r` a word of Redis,
`n` a number. The default stands there as it is, for people to replace.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Mapping
from typing import Any

from farhand.escalation.about import clean

_HOLE = re.compile(r"\{([a-z_]+)!([itsmbwjrn])(?:\|([^}]*))?\}")
_QUALIFIED = re.compile(r"[A-Za-z_]\w*\.[A-Za-z_]\w*")
_BARE = re.compile(r"[A-Za-z0-9_.:@%+=-]+")


def _identifier(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'


def _table(value: str) -> str:
    """schema.table, where both are plain names; else one name with a dot in it."""
    parts = value.split(".") if _QUALIFIED.fullmatch(value) else [value]
    return ".".join(map(_identifier, parts))


def _literal(value: str) -> str:
    """A text of PostgreSQL; a backslash would need the form with E."""
    return "'" + value.replace("'", "''") + "'"


def _mysql(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def _backticks(value: str) -> str:
    return "`" + value.replace("`", "``") + "`"


def _redis(value: str) -> str:
    """A word of redis-cli: quoted where it is more than letters and digits."""
    return value if _BARE.fullmatch(value) else json.dumps(value)


_WAYS: Mapping[str, Callable[[str], str]] = {
    "i": _identifier, "t": _table, "s": _literal, "m": _mysql, "b": _backticks, "w": shlex.quote,
    "j": json.dumps, "r": _redis, "n": str,
}  # fmt: skip


def filled(template: str, values: Mapping[str, Any]) -> str:
    """The template with every known value quoted, and the default where it is unknown."""

    def value(match: re.Match[str]) -> str:
        known = clean(values.get(match[1]))
        if known and (match[2] != "n" or known.isdecimal()):
            return _WAYS[match[2]](known)
        return match[3] if match[3] is not None else match[1].upper()

    return _HOLE.sub(value, template)
