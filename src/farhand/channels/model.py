"""A message, and what becomes of it on its way out: plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from farhand.model import nothing


@dataclass(frozen=True)
class Section:
    """A part of a message: prose, or lines that must stay as they are (evidence, commands, forms)."""

    text: str
    title: str = ""
    literal: bool = False


@dataclass(frozen=True)
class Message:
    """What is to be said. `about`: the id of the escalation, question or reminder; `case`: its name."""

    title: str
    sections: tuple[Section, ...]
    about: str = ""
    case: str = ""


@dataclass(frozen=True)
class Settings:
    """What a way needs to know besides the message. `secrets` are never shown and never kept."""

    secrets: Mapping[str, str] = field(default_factory=nothing)
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    sender: str = ""
    thread: tuple[
        str, ...
    ] = ()  # the ids of earlier messages of this case that went the same way, oldest first
    options: Mapping[str, Any] = field(default_factory=nothing)

    @property
    def only_shown(self) -> bool:
        """Nothing will be sent, so no secret is needed yet."""
        return bool(self.options.get("preview"))


@dataclass(frozen=True)
class Outgoing:
    """Exactly what will leave. `to` and `preview` hold no secret."""

    channel: str
    to: str
    id: str  # the same for the same message: a receiver that sees it twice takes it once
    body: bytes
    preview: str
    headers: Mapping[str, str] = field(default_factory=nothing)


@dataclass(frozen=True)
class Receipt:
    """It has arrived: what the receiver said, and after how many tries."""

    said: str
    tries: int = 1
