"""The escalations that a diagnosis calls for, as drafts; each is sent by a person.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from farhand.hub.known import Known


@dataclass(frozen=True)
class Draft:
    """One escalation. `digest` is that of its text: what a person has read is what was handed over."""

    id: str
    title: str
    to: str
    by: str
    text: str
    digest: str
    sent: str = ""  # when it was handed over
    body: Mapping[str, Any] = field(default_factory=dict)  # of the entry `escalated`


def of(known: Known, now: datetime) -> list[Draft]:
    return []
