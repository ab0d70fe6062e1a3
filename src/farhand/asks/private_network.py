"""Does the app run in a private network without a way out?"""

from __future__ import annotations

from farhand.model import App, Ask

ASK = Ask(
    id="ask-private-network",
    question="Can machines in the app's network open pages on the internet at all?",
    choices={
        "yes": "the network is open towards outside",
        "no": "nothing outside can be reached",
        "only listed addresses": "what is not listed is blocked",
    },
    why="In a closed network every address outside has to be opened one by one.",
    minutes=0.5,
)
SHIFTS = {
    "yes": {"tcp.timeout": 0.6, "tcp.rejected": 0.6},
    "no": {"tcp.timeout": 3.0, "tcp.no_route": 3.0, "dns.*": 2.0, "proxy.*": 1.5},
    "only listed addresses": {"tcp.timeout": 2.5, "tcp.rejected": 2.5, "proxy.*": 2.0},
}


def applies(app: App) -> bool:
    return any(d.run_by != "customer" for d in app.dependencies)
