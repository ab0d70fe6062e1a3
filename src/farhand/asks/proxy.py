"""Must traffic from the app's host to the internet go through a proxy?"""

from __future__ import annotations

from farhand.model import App, Ask

ASK = Ask(
    id="ask-proxy",
    question="Is there a proxy between the app and the internet?",
    choices={
        "yes": "the app must be told of the proxy, and may be stopped by it",
        "no": "no proxy is in the way",
        "only for some": "some addresses go through a proxy, others do not",
    },
    why="Many networks let web traffic out through a proxy only; the app must then be told.",
    minutes=0.3,
)
SHIFTS = {
    "yes": {"proxy.*": 4.0, "tls.intercepted": 3.0, "tls.unknown_ca": 1.5},
    "no": {"proxy.*": 0.1, "tls.intercepted": 0.4},
    "only for some": {"proxy.*": 3.0, "tls.intercepted": 2.0},
}


def applies(app: App) -> bool:
    return any(d.kind in ("http", "s3", "tls") for d in app.dependencies)
