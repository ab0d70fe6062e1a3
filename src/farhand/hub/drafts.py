"""The escalations that a diagnosis calls for, as drafts; each is sent by a person.  Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from farhand import escalation
from farhand.escalation import Packet, handing
from farhand.exchange import masking
from farhand.faces import escalation as face
from farhand.hub.known import Known
from farhand.words import speaking


@dataclass(frozen=True)
class Draft:
    """One escalation. `digest` is that of what it says: what a person has read is what was handed over."""

    id: str
    title: str
    to: str
    by: str
    overdue: bool
    state: str
    text: str
    digest: str
    body: Mapping[str, Any] = field(default_factory=dict)  # of the entry `escalated`


def of(known: Known, now: datetime) -> list[Draft]:
    """One for each root cause that is sure enough, the most urgent first; names as the site's rules allow."""
    opinion = handing.redacted(known.opinion, masking.redactor(known.app, known.entries))
    made = handing.packets(opinion, known.story, escalation.stamp(now), app=known.app)
    return [_draft(handing.chosen(rows, known.story), face.entry(rows)) for rows in made]


def _draft(packet: Packet, body: Mapping[str, Any]) -> Draft:
    """`packet`: in the language of its receiver."""
    one, text = packet.escalation, face.text(packet)
    # The time until which an answer is waited for moves on by the minute; that makes it no other draft.
    with speaking(packet.lang):
        said = text.replace(face.by(one.answer), "")
    digest = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()
    return Draft(one.id, packet.title, str(body["to"]), one.by.at, one.overdue, one.state, text, digest, body)
