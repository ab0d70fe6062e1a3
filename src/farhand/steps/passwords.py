"""Passwords that stand in a declaration itself do not go into a mail: the customer fills them in.  Pure.

Each becomes a variable of its own. The script of a step that needs it says so and ends where it is not set:
a login without a password would look like a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from farhand.model import App, Dependency

_LOGIN = re.compile(r"(://[^/?#\s:@]*:)([^\s]+)(@)")
_WHOLE = re.compile(r"(?s)\A()(.*)(\Z)")
_KEY = re.compile(r"(?i)(?:password|passwd|secret|token|api_?key)$")
_TAKEN = re.compile(r"\$\{(FARHAND_\w+)\}")


def without(app: App) -> App:
    """The same declaration with `${FARHAND_NAME_KEY}` for each password that is written out in it."""
    return replace(app, dependencies=tuple(_without(need) for need in app.dependencies))


def taken_out(app: App) -> dict[str, str]:
    """What the customer has to fill in: the value behind each of these variables."""
    found: dict[str, str] = {}
    for need in app.dependencies:
        for key, value in need.settings.items():
            _hidden(key, value, need.name, found)
    return found


def filled_in(script: str) -> str:
    """The script, with what has to be set first in front of it."""
    names = dict.fromkeys(_TAKEN.findall(script))
    return "".join(_ask(name) for name in names) + script


def _without(need: Dependency) -> Dependency:
    settings = {key: _hidden(key, value, need.name, {}) for key, value in need.settings.items()}
    return replace(need, settings=settings) if settings != dict(need.settings) else need


def _hidden(key: str, value: Any, name: str, found: dict[str, str]) -> Any:
    """The value without what is secret in it, which goes into `found` by the name of its variable."""
    if isinstance(value, Mapping):
        return {k: _hidden(str(k), v, name, found) for k, v in value.items()}
    if not isinstance(value, str) or not value:
        return value
    variable = _variable(name, key)

    def hide(match: re.Match[str]) -> str:
        if not match[2] or "${" in match[2]:
            return match[0]
        found[variable] = match[2]
        return match[1] + "${" + variable + "}" + match[3]

    return (_WHOLE if _KEY.search(key) else _LOGIN).sub(hide, value, count=1)


def _variable(name: str, key: str) -> str:
    word = "PASSWORD" if not _KEY.search(key) else key
    return "FARHAND_" + re.sub(r"\W", "_", f"{name}_{word}", flags=re.ASCII).upper()


def _ask(name: str) -> str:
    return (
        f"# {name} is not written here. Set it in the next line, without the #, or as a variable:\n"
        f"# {name}='...'; export {name}\n"
        f': "${{{name}:?is not set, so nothing was looked at: the password is not written in this text}}"\n'
    )
