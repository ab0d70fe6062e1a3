"""Which commands of Redis a person's look sends, in three rounds; the probe sends the same.  Pure.

The first round only reads, and finds out whether MULTI is taken; only then a second and a third queue
commands and throw them away. A word from the declaration is kept only where it is a plain word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: A key that nobody has; it is only queued, never written.
KEY = "farhand:check"
#: Harmless forms of what an app may do: (word, key, rest). Queued and discarded.
WRITES = (
    ("SET", KEY, "1"),
    ("HSET", KEY, "f", "1"),
    ("LPUSH", KEY, "1"),
    ("SADD", KEY, "1"),
    ("XADD", KEY, "*", "f", "1"),
    ("INCR", KEY),
    ("EXPIRE", KEY, "1"),
    ("PUBLISH", KEY, "1"),
)
READS = (
    ("GET", KEY),
    ("HGET", KEY, "f"),
    ("LRANGE", KEY, "0", "0"),
    ("SMEMBERS", KEY),
    ("XLEN", KEY),
    ("EXISTS", KEY),
)
#: Arguments that make a declared command well formed; rights are looked at only after the number of them.
ARGUMENTS = {words[0]: words[2:] for words in (*WRITES, *READS)}
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9._-]*( [A-Za-z][A-Za-z0-9._-]*)?")
Words = tuple[str, ...]


@dataclass(frozen=True)
class Rounds:
    """The commands of each round, in order."""

    first: tuple[Words, ...]
    second: tuple[Words, ...]
    third: tuple[Words, ...]


def wanted(settings: Mapping[str, Any]) -> Rounds:
    """What to ask for these settings of a dependency."""
    prefix = settings.get("key_prefix")
    # The words stand one a line and are split at blanks: another prefix is not asked for by a command.
    key = f"{prefix}farhand-check" if isinstance(prefix, str) and re.fullmatch(r"[\w:.{}-]+", prefix) else KEY
    reads_only = settings.get("read_only") is True
    second = [*_queued(READS[0], key), *(() if reads_only else _queued(WRITES[0], key))]
    names = settings.get("commands")
    for name in list(names)[:50] if isinstance(names, (list, tuple)) else ():
        if _PLAIN.fullmatch(str(name)):
            second += _queued_forms(str(name).upper(), key)
    third = [row for words in READS[1:] for row in _queued(words, key)]
    third += [] if reads_only else [row for words in WRITES[1:] for row in _queued(words, key)]
    first: list[Words] = [("PING",), ("SELECT", "$fh_db"), ("TIME",), ("CLUSTER", "INFO")]
    first += [("MULTI",), ("MULTI",), ("DISCARD",), ("INFO",)]  # the second MULTI proves the first
    return Rounds(tuple(first), tuple(second), tuple(third))


def _queued(words: Words, key: str) -> list[Words]:
    return [("MULTI",), (words[0], key, *words[2:]), ("DISCARD",)]


def _queued_forms(name: str, key: str) -> list[Words]:
    """A declared command with one argument, two, three, four: rights are looked at after their number."""
    if name in ARGUMENTS:
        return _queued((name, key, *ARGUMENTS[name]), key)
    forms: list[Words] = [(*name.split(), key, *["1"] * count) for count in range(4)]
    return [("MULTI",), *forms, ("DISCARD",)]
