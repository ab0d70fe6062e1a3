"""What may be asked of log levels, and by which words.  Pure.

One wish, however it comes (HTTP, command line, Spring Boot Admin), becomes one order per logger.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from farhand.control.orders import DEFAULT_BUDGET, DEFAULT_SECONDS, MOST_SECONDS, LevelOrder
from farhand.errors import Mistake
from farhand.model import nothing

#: Level names and their numbers. Spring's and the standard library's names mean the same.
NUMBERS = {
    "TRACE": 5, "DEBUG": 10, "INFO": 20, "WARN": 30, "WARNING": 30, "ERROR": 40, "FATAL": 50, "CRITICAL": 50,
}  # fmt: skip
SAID = "TRACE, DEBUG, INFO, WARNING, ERROR, CRITICAL or a number from 1 to 50"
#: Loggers that are asked for together. The declaration's `[embed.log_groups]` may add to them.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "sql": ("sqlalchemy.engine", "django.db.backends", "psycopg", "peewee", "tortoise.db_client"),
    "web": (
        "django.request", "django.server", "werkzeug", "uvicorn", "gunicorn.error", "hypercorn.error",
        "aiohttp.server", "aiohttp.web", "litestar", "tornado.application", "tornado.general",
    ),
    "http": ("urllib3", "requests", "httpx", "httpcore", "aiohttp.client", "botocore"),
}  # fmt: skip
#: What may stand in a name: no sign that could make a line of the log look like another.
NAME = "[ -~]*"
#: Characters of a logger's name, and the most records a second that an order may add.
LONGEST, MOST_BUDGET = 200, 100_000.0


def number(level: object, more: Mapping[str, int] = nothing()) -> int:
    """The number of a level. `more` are names that the app has given. Raises Mistake."""
    if isinstance(level, float) and level.is_integer():  # JSON knows one kind of number
        level = int(level)
    text = str(level).upper()
    found = (NUMBERS.get(text) if str(level).isascii() else None) or more.get(str(level))
    if found is None and re.fullmatch("[1-9][0-9]?", text, re.ASCII):
        found = int(text)
    if text in ("OFF", "NONE", "NOTSET") or isinstance(level, bool) or found is None or not 1 <= found <= 50:
        raise Mistake(f"level: {str(level)[:40]!r} is none; give {SAID}{_why_not(text)}")
    return found


def _why_not(text: str) -> str:
    off = "; an order never silences the app, and `null` (--back) takes an order back"
    return off if text in ("OFF", "NONE", "NOTSET", "0") else ""


def name(level: object, more: Mapping[str, int] = nothing()) -> str:
    """The one name by which a level is known everywhere; its number where there is none. Raises Mistake."""
    wanted = number(level, more)
    return _NAMES.get(wanted, str(wanted))


_NAMES = {5: "TRACE", 10: "DEBUG", 20: "INFO", 30: "WARNING", 40: "ERROR", 50: "CRITICAL", 0: "NOTSET"}


def shown(level: int) -> str:
    """A level's number as a word."""
    return _NAMES.get(level, str(level))


def groups(declared: object) -> dict[str, tuple[str, ...]]:
    """The groups there are: built in, and declared ones, which replace a built-in one of the same name."""
    table = declared if isinstance(declared, Mapping) else {}
    own = {
        str(name): tuple(str(logger) for logger in loggers)
        for name, loggers in table.items()
        if isinstance(loggers, (list, tuple))
    }
    return {**GROUPS, **own}


def plain(logger: str) -> str:
    """A logger's name; the root logger, whatever it is called, is empty."""
    return "" if logger.lower() == "root" else logger


class NoGroup(Mistake):
    """Nobody has declared a group of that name."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants. `level` None: take back."""

    level: str | None
    logger: str = ""
    group: str = ""
    seconds: float = DEFAULT_SECONDS
    budget: float = DEFAULT_BUDGET
    sink: bool = False
    handlers: bool = False
    everything: bool = False  # with `level` None: take back all orders, not only that of the root logger

    def loggers(self, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        """Whose levels it is about. Raises Mistake."""
        if not self.group:
            return (plain(self.logger),)
        if self.logger:
            raise Mistake("logger, group: give one of the two")
        if self.group not in known:
            raise NoGroup(f"group: there is no group {self.group!r}; there are {', '.join(sorted(known))}")
        return tuple(plain(name) for name in known[self.group])

    def orders(self, known: Mapping[str, tuple[str, ...]], now: float, by: str) -> list[LevelOrder]:
        """One order per logger, from `now` (seconds since boot) on. Raises Mistake."""
        return [
            LevelOrder(
                str(self.level), logger, now + self.seconds, by, self.budget, self.sink,
                self.handlers, self.group, os.urandom(4).hex(), now,
            )
            for logger in self.loggers(known)
        ]  # fmt: skip


#: The keys of a wish and the test each must pass: what it may be, and whether this is that.
_KEYS: Mapping[str, tuple[str, Any]] = {
    "level": (f"{SAID}, or null to take back", lambda v: v is None or isinstance(v, (str, int, float))),
    "logger": (f"a logger's name of at most {LONGEST} characters, in ASCII", lambda v: _is_name(v)),
    "group": (f"a group's name of at most {LONGEST} characters", lambda v: _is_name(v) and bool(v)),
    "seconds": (f"a number from 1 to {MOST_SECONDS:.0f}", lambda v: _within(v, 1, MOST_SECONDS)),
    "budget": (f"records a second, from 1 to {MOST_BUDGET:.0f}", lambda v: _within(v, 1, MOST_BUDGET)),
    "sink": ("true or false", lambda v: isinstance(v, bool)),
    "handlers": ("true or false", lambda v: isinstance(v, bool)),
}


def wish(document: object, more: Mapping[str, int] = nothing()) -> Wish:
    """What a JSON document asks for. Raises Mistake, which names the key and what it may be."""
    if not isinstance(document, dict):
        raise Mistake('the body must be a JSON object, as in {"level": "DEBUG"}')
    for key, value in document.items():
        _check(key, value)
    if "level" not in document:
        raise Mistake(f"level: is missing; give {SAID}, or null to take back")
    level = None if document["level"] is None else name(document["level"], more)
    whole = level is None and "logger" not in document and "group" not in document
    named = {k: v for k, v in document.items() if k != "level"}
    return Wish(level, everything=whole, **named)


def _check(key: str, value: object) -> None:
    if key not in _KEYS:
        raise Mistake(f"{key[:40]!r} is no key here; the keys are {', '.join(_KEYS)}")
    said, right = _KEYS[key]
    if not right(value):
        raise Mistake(f"{key}: {repr(value)[:60]} will not do; it must be {said}")


def _is_name(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST and re.fullmatch(NAME, value) is not None


def _within(value: object, least: float, most: float) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and least <= value <= most
