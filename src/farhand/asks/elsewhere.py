"""Can the service be reached from another machine of the site?"""

from __future__ import annotations

from farhand.model import App, Ask

ASK = Ask(
    id="ask-elsewhere",
    question="Does the service that the app needs answer from another machine in the same network?",
    choices={
        "yes": "the service is well: it is the app's host, its settings or its way",
        "no": "nobody reaches it: it is the service or what is in front of it",
    },
    why="It tells whether the service is broken or the way from the app's host to it.",
    minutes=2.0,
)
SHIFTS = {
    "yes": {"side:server": 0.2, "tcp.refused": 0.4, "side:client": 2.0, "side:path": 1.5},
    "no": {"side:server": 2.5, "side:client": 0.3},
}


def applies(app: App) -> bool:
    return any(d.run_by == "customer" and d.kind not in ("directory", "sqlite") for d in app.dependencies)
