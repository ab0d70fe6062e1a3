"""What may stand in farhand.toml, as tables: section, key, and what its value must be.

Each kind of value is a function from the value to why it is wrong, in words; empty where it is right.
A new key is one line here.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from farhand.target.shapes import FORMATS
from farhand.target.units import duration, size

Test = Callable[[Any], str]

PLATFORMS = ("bare", "systemd", "docker", "compose", "kubernetes", "serverless")
RUN_BY = ("customer", "vendor", "third-party")
#: Kinds that the contract names; those without a check here yet are no mistake.
KINDS = (
    "postgres", "mysql", "redis", "amqp", "nats", "mqtt", "kafka", "mongodb", "http", "tcp", "tls", "dns",
    "smtp", "s3", "ldap",
    "sqlite", "directory",
)  # fmt: skip


def noun(value: Any) -> str:
    """What a TOML value is, in words."""
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "text",
        list: "a list",
        dict: "a table",
    }
    return next((name for kind, name in names.items() if type(value) is kind), "a date or time")


def text(value: Any) -> str:
    if not isinstance(value, str):
        return f"must be text in quotes, and is {noun(value)}"
    return "holds a control character" if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", value) else ""


def flag(value: Any) -> str:
    return "" if isinstance(value, bool) else f"must be true or false, and is {noun(value)}"


def count(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return "" if 1 <= value <= 1_000_000 else "must be between 1 and 1000000"
    return f"must be a whole number, and is {noun(value)}"


def texts(value: Any) -> str:
    if not isinstance(value, list):
        return f'must be a list of texts such as ["a", "b"], and is {noun(value)}'
    return next((f"must hold texts only: one of them {why}" for why in map(text, value) if why), "")


def number_or_text(value: Any) -> str:
    return "" if type(value) in (int, float) else text(value)


def span(value: Any) -> str:
    seconds = duration(value)
    if seconds is None:
        return 'must be a duration such as "3s", "500ms" or "2m"'
    return "" if 0 < seconds <= 86400 else "must be longer than nothing, and at most a day"


def volume(value: Any) -> str:
    return "" if size(value) is not None else 'must be a size such as "1GiB" or "500MB"'


def pattern(value: Any) -> str:
    if text(value):
        return text(value)
    if len(value) > 1000:
        return "is longer than 1000 characters"
    try:
        re.compile(value)
    except (re.error, RecursionError, OverflowError) as error:
        return f"is no regular expression: {error}"
    return ""


def day(value: Any) -> str:
    if isinstance(value, (datetime.date, datetime.datetime)):
        return ""
    try:
        datetime.date.fromisoformat(str(value)[:10])
    except ValueError:
        return "must be a day such as 2027-03-31"
    return ""


def recipients(value: Any) -> str:
    """Public keys of age. What is wrong is not repeated: it may be the private half."""
    if texts(value):
        return texts(value)
    for number, one in enumerate(value, 1):
        if one.strip().upper().startswith("AGE-SECRET-KEY-"):
            return f"holds a private key (its number {number}): give the public half, and make a new pair"
        if not _RECIPIENT.fullmatch(one.strip()):
            return f"must hold public keys, age1…, ssh-ed25519 … or ssh-rsa …; number {number} is none"
    return ""


def verify_key(value: Any) -> str:
    if text(value):
        return text(value)
    return "" if _VERIFY_KEY.fullmatch(value) else "must be what `farhand key new signing` prints"


_RECIPIENT = re.compile(
    r"age1[a-z0-9]{20,4000}|ssh-(?:ed25519|rsa) [A-Za-z0-9+/]{60,4000}={0,2}(?: .{0,200})?"
)
#: 32 bytes in base64, with or without the twelve that tell openssl what they are.
_VERIFY_KEY = re.compile(r"(?:MCowBQYDK2VwAyEA)?[A-Za-z0-9+/]{43}=")


def table(value: Any) -> str:
    return "" if isinstance(value, dict) else f"must be a table, and is {noun(value)}"


def one_of(words: Sequence[str]) -> Test:
    return Choice(words)


class Choice:
    """A test for one of a few words; the reader of mistakes asks it for the nearest."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)

    def __call__(self, value: Any) -> str:
        if isinstance(value, str) and value in self.words:
            return ""
        return f"must be one of: {', '.join(self.words)}"


ANYTHING: Test = lambda value: ""  # noqa: E731

SECTIONS: Mapping[str, Mapping[str, Test]] = {
    "app": {"name": text, "version": text, "contact": text, "start": text},
    "deploy": {"platform": one_of(PLATFORMS), "target": text},
    "logs": {"source": text, "zone": text, "format": text, "level": text},
    "outside": {"urls": texts},
    "isolate": {
        "request": table, "load_ceiling": count, "start": text, "port_env": text, "live": text,
        "within": span,
    },
    "embed": {
        "health": text, "management": text, "mount": text, "ready_requires": texts, "socket": text,
        "interval": span, "run_dir": text, "probes": flag, "tokens_file": text, "fingerprint_key": text,
        "discover": flag, "metrics": text, "alembic": text, "log_groups": table,
    },
    "vendor": {"encrypt_to": recipients, "verify_key": verify_key},
    "escalation": {"rules": text},
    "redact": {"words": texts, "keep": texts, "patterns": texts, "profile": text},
}  # fmt: skip
#: Sections whose keys are names that the vendor chooses.
NAMED = ("env", "dependencies", "checks", "waivers")

VARIABLE: Mapping[str, Test] = {
    "required": flag, "secret": flag, "format": one_of(FORMATS), "choices": texts, "pattern": pattern,
    "example": number_or_text,
    "aliases": texts, "default": number_or_text, "why": text,
}  # fmt: skip
WAIVER: Mapping[str, Test] = {
    "check": text, "dependency": text, "cause": text, "reason": text, "owner": text, "expires": day,
}  # fmt: skip
REQUEST: Mapping[str, Test] = {
    "url": text, "expect": ANYTHING, "method": text, "headers": table, "body": text, "timeout": span,
}  # fmt: skip

#: Settings that mean the same in every dependency.
COMMON: Mapping[str, Test] = {
    "kind": text, "why": text, "run_by": one_of(RUN_BY), "critical": flag, "tested": texts,
    "pool_size": count, "processes": count,
    "timeout": span,
}  # fmt: skip
#: Where it is: any kind may have these, as a text that may hold ${VAR}.
PLACE = ("url", "host", "port", "user", "password", "name", "scheme")
#: What the contract gives to single kinds, and what it must be.
OF_KIND: Mapping[str, Mapping[str, Test]] = {
    "http": {"expect": ANYTHING, "proxy": text},
    "directory": {"path": text, "writable": flag, "min_free": volume},
    "sqlite": {"path": text},
    "nfs": {
        "path": text,
        "server": text,
        "export": text,
        "fstype": text,
        "version": number_or_text,
        "writable": flag,
        "executable": flag,
        "min_free": volume,
    },
}
#: One of these says where it is; without any there is nothing to look at.
WHERE: Mapping[str, Sequence[str]] = {
    "http": ("url", "host"),
    "postgres": ("url", "host", "dsn", "service", "socket"),
    "redis": ("url", "host", "socket", "path"),
    "tcp": ("url", "host", "socket"),
    "tls": ("url", "host"),
    "directory": ("path",),
    "sqlite": ("path", "url", "name"),
    "nfs": ("path",),
}
