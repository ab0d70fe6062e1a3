"""Redis users and what they may do: `ACL LIST`, `ACL WHOAMI`, `INFO`, and commands that were refused.

No password and no hash is a fact. The app's own user is the one that asked; of the others their rights are
kept, and nothing is compared with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from farhand.mirror import acl
from farhand.mirror.fingerprint.known import Known
from farhand.mirror.model import Fact
from farhand.model import Result

_USER = re.compile(r'(?m)^\s{0,4}(?:\d{1,4}\) )?"?user ([\w.:@-]{1,64}) ((?:on|off)\b[^"\n]{0,8000})"?\s*$')
_WHO = re.compile(r'(?im)^[^\n]{0,300}\bacl whoami\b[^\n]{0,200}\n\s{0,4}"?([\w.:@-]{1,64})"?\s*$')
_DENIED = re.compile(r"(?m)^acl_access_denied_(cmd|key|channel):(\d{1,12})\r?$")
_WORDS = {"cmd": "commands", "key": "keys", "channel": "channels"}
#: As an app's log has it. What redis-cli prints tells what the person may not do who looks.
_REFUSED = re.compile(
    r"(?im)^(?!\s*\(error\))[^\n]{0,300}(?:error|exception)[^\n]{0,200}"
    r"has no permissions to run the '([\w|.-]{1,60})' command"
)
_COMMAND = re.compile(r"(?i)NOPERM .{0,80}permissions to run the '([\w|.-]{1,60})' command")


def text(text: str, known: Known) -> Iterator[Fact]:
    area = known.area("redis")
    users = {name: acl.rights(rules) for name, rules in _USER.findall(text)}
    who = _WHO.search(text)
    own = _own(users, who[1] if who else "")
    if who:
        yield Fact(area, "acl whoami", who[1])
    if users.get(own):
        yield Fact(area, acl.NAME, users[own])
    yield from (Fact(area, f"acl user {name}", rights or "off") for name, rights in users.items())
    denied = [f"{count} {_WORDS[what]}" for what, count in _DENIED.findall(text) if int(count)]
    if denied:
        yield Fact(area, "acl denied", ", ".join(denied))


def _own(users: Mapping[str, str], who: str) -> str:
    """The app's user: who asked, else the only one that is not the default."""
    others = [name for name, rights in users.items() if rights and name != "default"]
    return who or (others[0] if len(others) == 1 else "default" if not others else "")


def guesses(rows: list[Result], texts: list[str], known: Known) -> Iterator[Fact]:
    """Where no rules were sent: all but the commands that were refused."""
    seen: dict[str, list[str]] = {}
    for row in rows:
        if row.check == "redis" and row.stage == "role":
            seen.setdefault(f"redis:{row.subject}", []).extend(_refused(row.facts))
    for text in texts:
        seen.setdefault(known.area("redis"), []).extend(_REFUSED.findall(text))
    for area, commands in seen.items():
        rights = acl.without(commands)
        yield from (Fact(area, acl.NAME, rights),) if rights else ()


def _refused(facts: Mapping[str, object]) -> Iterator[str]:
    for name in ("writes", "reads", "declared"):
        answers = facts.get(name)
        for answer in answers.values() if isinstance(answers, Mapping) else ():
            match = _COMMAND.search(str(answer)[:300])
            yield from (match[1],) if match else ()
