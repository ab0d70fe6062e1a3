"""The escalations that a diagnosis calls for, as drafts; each is sent by a person.  Pure."""

from __future__ import annotations

from datetime import datetime

from farhand.hub.known import Known


def of(known: Known, now: datetime) -> list[object]:
    return []
