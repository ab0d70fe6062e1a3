"""What is planted, and how a line with slots becomes a text with secrets in it.

A template holds slots: `«host»` is filled with a made-up host, `«!password»` with a secret, which is
remembered, and `«b64:app:«!password»»` is what stands in it, in base64. Slots are filled from the inside out;
`«@»` is the secret that was filled in last. So a plant is one line of data, and no secret is written down.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from tests.redaction.encodings import ENCODERS

#: What a plant is, and with it which profile must hide it.
SECRET, PERSON, IDENTIFIER = "secret", "person", "identifier"

_SLOT = re.compile(r"«([^«»]*)»")


@dataclass(frozen=True)
class Plant:
    """Something that must not survive, with what stands around it."""

    kind: str  # "aws-secret-key"
    form: str  # "yaml", "log", "shape": how it is written there
    secrets: tuple[str, ...]  # none of these may be left, in whatever spelling
    text: str  # one or more lines, as they are written to the file
    file: str  # its name in the corpus; "log" and "raw": a line of one of the logs
    easy: bool = False  # what every tool is expected to find
    group: str = SECRET


class Issue(Protocol):
    """Whoever makes values: `issue["password"]()` is a new one each time."""

    def __getitem__(self, name: str) -> Callable[[], str]: ...


def fill(template: str, issue: Issue) -> tuple[str, tuple[str, ...]]:
    """The text, and the secrets in it. Raises KeyError for a slot that nobody knows."""
    secrets: list[str] = []

    def one(slot: re.Match[str]) -> str:
        name, colon, inner = slot.group(1).partition(":")
        if name in ENCODERS and colon:
            return ENCODERS[name](inner)
        if name == "@":
            return secrets[-1]
        value = issue[name.lstrip("!")]()
        if name.startswith("!"):
            secrets.extend(_pieces(value))
        return value

    while "«" in template:
        template = _SLOT.sub(one, template)
    return template, tuple(secrets)


def _pieces(value: str) -> list[str]:
    """A key of many lines is hidden when each of its lines is; its frame may stay."""
    return [line for line in value.split("\n") if line and not line.startswith("-----") and ": " not in line]
