"""Checks found from what the app has, each with the reason why it is on or off. Settings are never shown."""

from __future__ import annotations

from typing import Any

from farhand.embed.offers import offers
from farhand.embed.process import Process


def told(process: Process) -> list[dict[str, Any]]:
    return [
        {
            "name": offer.dependency.name,
            "kind": offer.dependency.kind,
            "on": offer.on,
            "declared": offer.declared,
            "why": offer.why,
            "source": offer.source,
        }
        for offer in offers(process)
    ]
