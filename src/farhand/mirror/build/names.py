"""Names and values from evidence, made fit for a compose file, a Kubernetes object or a path.  Pure.

Nothing that evidence holds becomes a path, an option, a command or an interpolation: names are made of
letters, digits and hyphens, values are of narrow forms, and `$` is doubled.
"""

from __future__ import annotations

import re
from typing import Any

#: Words that the folder's own services are called by.
OWN = {"app", "proxy"}
_VALUE = re.compile(r"[\w \"$.,:/+@%=-]{0,200}")
_PATH = re.compile(r"/[\w.+@-]{1,60}(?:/[\w.+@-]{1,60}){0,15}|/")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,100}")
_IMAGE = re.compile(
    r"[a-z0-9][a-z0-9._/-]{0,120}(?::\d{1,5}/[a-z0-9._/-]{1,120})?(?::[\w.-]{1,100})?(?:@sha256:[0-9a-f]{64})?"
)


def host(name: str) -> str:
    """A DNS label for a dependency: it names its service, its folder and its address."""
    label = re.sub(r"[^a-z0-9]+", "-", name.lower())[:40].strip("-")
    label = label or "server"
    label = f"s-{label}" if label[0].isdigit() else label
    return f"{label}-service" if label in OWN else label


def is_value(text: str) -> bool:
    """Whether a setting's value is of a form that a command line may hold."""
    return bool(_VALUE.fullmatch(text)) and not text.startswith("-")


def is_path(text: str) -> bool:
    """An absolute path without steps back."""
    return bool(_PATH.fullmatch(text)) and not {"..", "."} & set(text.split("/"))


def is_variable(text: str) -> bool:
    return bool(_VARIABLE.fullmatch(text))


def is_image(text: str) -> bool:
    return bool(_IMAGE.fullmatch(text))


def literal(value: Any) -> Any:
    """The same for compose, which fills in `$NAME`: every `$` in every text is meant as it stands."""
    if isinstance(value, str):
        return value.replace("$", "$$")
    if isinstance(value, list):
        return [literal(one) for one in value]
    if isinstance(value, dict):
        return {key: literal(one) for key, one in value.items()}
    return value
