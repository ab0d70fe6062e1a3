"""Was there maintenance or a renewal of certificates lately?"""

from __future__ import annotations

from farhand.model import App, Ask

ASK = Ask(
    id="ask-maintenance",
    question="Was there maintenance of a database, a load balancer or certificates in the last days?",
    choices={
        "certificates": "certificates were renewed or replaced",
        "database or service": "a service was restarted, moved or updated",
        "none": "nothing of the kind",
    },
    why="Certificates renewed without their chain, and services that did not come back, are frequent.",
    minutes=0.5,
)
SHIFTS = {
    "certificates": {"tls.*": 5.0},
    "database or service": {"side:server": 2.0, "tcp.refused": 2.0, "postgres.*": 2.0, "redis.*": 2.0},
    "none": {"tls.incomplete_chain": 0.5, "postgres.starting": 0.3},
}


def applies(app: App) -> bool:
    return any(d.kind not in ("directory", "sqlite") for d in app.dependencies)
