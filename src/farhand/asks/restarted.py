"""Was the app restarted or updated since the last change?"""

from __future__ import annotations

from farhand.model import Ask

ASK = Ask(
    id="ask-restarted",
    question="Was the app started again after its settings, passwords or certificates were last changed?",
    choices={
        "yes": "it runs with what is set now",
        "no": "it may still hold old values",
        "it restarts by itself": "something ends it again and again",
    },
    why="A process keeps the values that it was started with.",
    minutes=0.5,
)
SHIFTS = {
    "yes": {"config.env_stale": 0.1},
    "no": {"config.env_stale": 6.0},
    "it restarts by itself": {
        "container.*": 4.0,
        "memory.*": 4.0,
        "exec.*": 3.0,
        "config.env_missing": 2.0,
        "config.env_stale": 0.2,
    },
}
