"""Which rules hold: those that come with Farhand, and the vendor's own laid over them.  Pure."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources
from typing import Any

import tomllib

from farhand import causes
from farhand.errors import Mistake
from farhand.escalation import requests
from farhand.model import OWNERS
from farhand.target.units import duration

_TIME, _TEXT, _LIST = "a time such as 30m, 4h or 2d", "text", "a list of texts"
#: What may stand in each section, and what it must be. Sections with names of their own hold tables of these.
_NAMED: Mapping[str, Mapping[str, str]] = {
    "receiver": {"name": _TEXT, "within": _TIME, "remind": _TIME, "request": _TEXT},
    "request": {"within": _TIME, "remind": _TIME, "causes": _LIST, "receivers": _LIST},
    "cause": {"within": _TIME, "remind": _TIME, "request": _TEXT, "receiver": _TEXT},
}
_FLAT: Mapping[str, tuple[str, ...]] = {"urgency": ("hour", "day", "week"), "asked": ("call", "chat", "mail")}
#: Where no rule names a time: until it leaves, and until somebody is reminded.
_WITHIN, _REMIND = "1d", "8h"


@dataclass(frozen=True)
class Rules:
    """The rules, asked by cause and owner. Times are in seconds."""

    table: Mapping[str, Any]

    def receiver(self, cause: str, owner: str) -> str:
        """Who gets it: the owner of the finding, unless the vendor's own rules name another one."""
        return str(self._of("cause", cause).get("receiver") or (owner if owner in OWNERS else OWNERS[2]))

    def name(self, receiver: str) -> str:
        return str(self._of("receiver", receiver).get("name") or receiver)

    def request(self, cause: str, receiver: str) -> str:
        """The kind of request that the cause leads to at that receiver."""
        told = self._of("cause", cause).get("request")
        claims = sorted(self._claims(cause, receiver))
        return str(told or (claims[0][1] if claims else self._of("receiver", receiver).get("request")))

    def _claims(self, cause: str, receiver: str) -> Iterator[tuple[bool, str]]:
        """The requests that claim a cause; those that name it itself come first."""
        for kind, row in self.table["request"].items():
            fits = [one for one in row.get("causes", ()) if fnmatchcase(cause, one)]
            if fits and receiver in row.get("receivers", OWNERS):
                yield cause not in fits, kind

    def within(self, cause: str, receiver: str, request: str) -> tuple[float, str]:
        """Seconds from when it was found, and which rule says so."""
        alone = self._of("cause", cause).get("within")
        if alone:
            return _seconds(alone), f"the rule for {cause}: within {alone}"
        urgency = causes.get(cause).urgency
        found = [
            (self.table["urgency"].get(urgency), f"causes of the urgency {urgency}"),
            (self._of("request", request).get("within"), f"requests of the kind {request}"),
            (self._of("receiver", receiver).get("within"), f"whatever goes to {self.name(receiver)}"),
        ]
        times = [(_seconds(text), f"the rule for {what}: within {text}") for text, what in found if text]
        return min(times, key=lambda row: row[0]) if times else (_seconds(_WITHIN), f"within {_WITHIN}")

    def remind(self, cause: str, receiver: str, request: str) -> float:
        """Seconds of silence after which the receiver is reminded."""
        rows = (self._of("cause", cause), self._of("request", request), self._of("receiver", receiver))
        return _seconds(next((row["remind"] for row in rows if row.get("remind")), _REMIND))

    def answer(self, channel: str) -> float:
        """Seconds after which a question that went that way is asked again."""
        told = self.table["asked"]
        return _seconds(told.get(channel) or told.get("mail") or _REMIND)

    def _of(self, section: str, name: str) -> Mapping[str, Any]:
        row: Mapping[str, Any] = self.table.get(section, {}).get(name, {})
        return row


@cache
def shipped() -> Rules:
    """Those that come with Farhand."""
    text = resources.files("farhand.escalation").joinpath("rules.toml").read_text("utf-8")
    return Rules(tomllib.loads(text))


def over(text: str, source: str) -> Rules:
    """The shipped rules with those of `text` (TOML) laid over them. Raises Mistake with all that is wrong."""
    try:
        own = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Mistake(f"{source}: not TOML: {error}") from None
    wrong = list(_wrong(own))
    if wrong:
        raise Mistake(f"{source}: " + "; ".join(wrong))
    return Rules(_laid(shipped().table, own))


def _laid(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Key by key; tables in depth, all else replaced."""
    both = {**base, **own}
    return {
        key: _laid(base.get(key, {}), value) if isinstance(value, Mapping) else value
        for key, value in both.items()
    }


def _wrong(own: Mapping[str, Any]) -> Iterator[str]:
    for section, rows in own.items():
        if section not in (*_NAMED, *_FLAT):
            yield f"[{section}] is not known{_near(section, [*_NAMED, *_FLAT])}"
        elif not isinstance(rows, Mapping):
            yield f"{section} must be a table"
        elif section in _FLAT:
            keys = dict.fromkeys(_FLAT[section], _TIME)
            yield from _wrong_row(f"[{section}]", rows, keys)
        else:
            yield from _wrong_rows(section, rows)


def _wrong_rows(section: str, rows: Mapping[str, Any]) -> Iterator[str]:
    known = {"receiver": list(OWNERS), "request": requests.names()}.get(section)
    for name, row in rows.items():
        if known is not None and name not in known:
            yield f"[{section}.{name}] is not known{_near(name, known)}"
        elif isinstance(row, Mapping):
            yield from _wrong_row(f"[{section}.{name}]", row, _NAMED[section])
        else:
            yield f"{section}.{name} must be a table"


def _wrong_row(where: str, row: Mapping[str, Any], keys: Mapping[str, str]) -> Iterator[str]:
    for key, value in row.items():
        if key not in keys:
            yield f"{where} {key} is not known{_near(key, list(keys))}"
        elif not _fits(value, keys[key]):
            yield f"{where} {key} must be {keys[key]}"
        elif key == "request" and value not in requests.names():
            yield f"{where} request: there is no {value!r}{_near(value, requests.names())}"
        elif key in ("receiver", "receivers"):
            given = [value] if key == "receiver" else value
            unknown = [one for one in given if one not in OWNERS]
            yield from (f"{where} {key}: there is no {one!r}{_near(one, OWNERS)}" for one in unknown)


def _fits(value: Any, what: str) -> bool:
    if what == _LIST:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return isinstance(value, str) and bool(value.strip()) and (what == _TEXT or bool(duration(value)))


def _near(name: str, known: Any) -> str:
    near = difflib.get_close_matches(str(name), list(known), 1)
    return f"; did you mean {near[0]}?" if near else f"; there are {', '.join(known)}"


def _seconds(text: str) -> float:
    return duration(text) or 0.0
