"""From when on lost packets and long ways are a fault, for all readers that count packets.  Pure."""

from __future__ import annotations

#: Packets that must be sent to speak of a share; shares in percent and milliseconds that an app feels.
ENOUGH, LOSSY, SOME, FAR = 5, 5.0, 1.0, 400.0


def weight(percent: float, sent: int) -> float:
    """How sure lost packets are a fault: few of few may be chance."""
    return 0.85 if percent >= LOSSY and sent >= ENOUGH else 0.5
