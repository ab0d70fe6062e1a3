"""Where do the machines get their time from?"""

from __future__ import annotations

from farhand.model import Ask

ASK = Ask(
    id="ask-clock-source",
    question="Are the clocks of your machines set by a time service (NTP, chrony, the hypervisor)?",
    choices={
        "yes": "the clocks are kept right",
        "no": "nobody sets them",
        "closed network, own source": "they agree with each other, but perhaps not with the world",
    },
    why="Tokens and certificates are refused where a clock is off by minutes.",
    minutes=0.5,
)
SHIFTS = {
    "yes": {"clock.*": 0.4},
    "no": {"clock.*": 6.0, "tls.not_yet_valid": 2.0},
    "closed network, own source": {"clock.*": 3.0},
}
