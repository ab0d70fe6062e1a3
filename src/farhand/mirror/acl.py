"""What a Redis user may do, as `ACL LIST` words it, without any password or hash.  Pure.

One order for all: keys, channels, commands, selectors. So two users with the same rights have the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from farhand.mirror.versions import numbers

#: The name of the setting, and the rights of a user whom nobody has limited.
NAME, EVERYTHING = "acl", "~* &* +@all"
#: What the person who looks runs, without the hashes that Redis prints.
COMMANDS = "redis-cli -h HOST acl whoami", "redis-cli -h HOST acl list | sed 's/[#>][^ \")]*//g'"
_KEYS = re.compile(r"(?:~|%(?:R|W|RW|WR)~)[!-~]{1,200}|allkeys|resetkeys")
_CHANNELS = re.compile(r"&[!-~]{1,200}|allchannels|resetchannels")
_COMMANDS = re.compile(r"[+-]@?[A-Za-z0-9_.-]{1,60}(?:\|[A-Za-z0-9_.-]{1,60})?|allcommands|nocommands")
_SAME = {"allkeys": "~*", "allchannels": "&*", "allcommands": "+@all", "nocommands": "-@all"}
_PART = re.compile(r"\([^()]{0,1000}\)|[^\s()]{1,400}")
#: More words than these nobody has written, and nobody could read.
_MOST = 400


def rights(text: str) -> str:
    """The rights among the words of a user's rules; empty where there are none, and "off" is none."""
    words = _PART.findall(text)
    if "off" in words or len(words) > _MOST:
        return ""
    plain = _ordered([word for word in words if word[0] != "("])
    selectors = [
        f"({inner})" for word in words if word[0] == "(" and (inner := " ".join(_ordered(_in(word))))
    ]
    return " ".join([*plain, *selectors]) if plain else ""


def _in(selector: str) -> list[str]:
    return selector.strip("()").split()


def _ordered(words: Iterable[str]) -> list[str]:
    """Keys, channels, commands; "nothing" is said where no key or channel is given."""
    known = [_SAME.get(word, word) for word in words]
    keys, channels, commands = (
        [w for w in known if form.fullmatch(w)] for form in (_KEYS, _CHANNELS, _COMMANDS)
    )
    if not (keys or channels or commands):
        return []
    # `ACL LIST` before 6.2 knows no channels: everybody may use all of them.
    return [*(keys or ["resetkeys"]), *(channels or ["&*"]), *_commands(commands)]


def _commands(words: list[str]) -> list[str]:
    """From where everything or nothing is said: what stands before has no effect."""
    last = max((n for n, word in enumerate(words) if word in ("+@all", "-@all")), default=0)
    return [word.lower() for word in words[last:]] or ["-@all"]


def is_rights(text: str) -> bool:
    """Whether a text is rights and nothing else: no password, no second line, no option."""
    return bool(text) and rights(text) == text


def without(commands: Iterable[str]) -> str:
    """The rights of a user of whom it is known that they may not run these; empty where none is a command."""
    denied = [f"-{name.lower()}" for name in dict.fromkeys(commands) if _COMMANDS.fullmatch(f"-{name}")]
    return " ".join([EVERYTHING, *denied]) if denied else ""


def words(text: str, version: str = "") -> list[str]:
    """What follows `user NAME on >PASSWORD`; empty where all is allowed, and before 6.0, which has no ACL."""
    there = numbers(version)
    if text == EVERYTHING or not is_rights(text) or (there and there < (6,)):
        return []
    found = _PART.findall(text)
    old = there and len(there) > 1 and there < (6, 2)
    return ["resetkeys", "resetchannels", *found] if not old else _before_channels(found)


def _before_channels(found: list[str]) -> list[str]:
    return ["resetkeys", *(word for word in found if not _CHANNELS.fullmatch(word))]
