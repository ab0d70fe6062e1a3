"""Who decides about firewall rules, and is there one on this way?"""

from __future__ import annotations

from farhand.model import App, Ask

ASK = Ask(
    id="ask-firewall-owner",
    question="Is there a firewall between the app and what it needs, and who decides about its rules?",
    choices={
        "none": "nothing filters between the two",
        "ours": "your own team can change its rules",
        "another team": "a request has to be written",
        "the cloud's security groups": "rules of the cloud account decide",
    },
    why="If a rule is missing, its owner is asked at once, and not after days.",
    minutes=0.5,
)
SHIFTS = {
    "none": {"tcp.timeout": 0.3, "tcp.rejected": 0.2, "tcp.no_route": 0.7},
    "ours": {"tcp.timeout": 1.5, "tcp.rejected": 2.0},
    "another team": {"tcp.timeout": 1.8, "tcp.rejected": 2.0},
    "the cloud's security groups": {"tcp.timeout": 3.0, "tcp.rejected": 0.5},
}


def applies(app: App) -> bool:
    return any(d.kind not in ("directory", "sqlite") for d in app.dependencies)
