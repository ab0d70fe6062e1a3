"""Does it fail on every host that the app runs on, or on one?"""

from __future__ import annotations

from farhand.model import Ask

ASK = Ask(
    id="ask-hosts",
    question="Does the app run on several hosts, and does it fail on all of them?",
    choices={
        "one of several": "the others work",
        "all of them": "no host works",
        "there is one": "the app runs on one host only",
    },
    why="What fails on one host only is that host's; what fails on all is shared by them.",
    minutes=0.5,
)
SHIFTS = {
    "one of several": {"side:client": 3.0, "side:server": 0.2, "clock.*": 3.0, "fs.*": 2.0, "limits.*": 3.0},
    "all of them": {"side:client": 0.6, "side:server": 2.0, "clock.*": 0.5, "fs.*": 0.7},
    "there is one": {"limits.*": 1.1},
}
