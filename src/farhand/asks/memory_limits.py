"""Was the app given a limit of memory, processor or files?"""

from __future__ import annotations

from farhand.model import Ask

ASK = Ask(
    id="ask-memory-limits",
    question="Does the app have limits of memory, processor time, processes or open files at your site?",
    choices={
        "yes, tight": "the limits are near what the app uses",
        "yes, wide": "there are limits, far from what it uses",
        "no": "there are none",
    },
    why="What hits a limit is ended or slowed down without a word in its own log.",
    minutes=0.5,
)
SHIFTS = {
    "yes, tight": {"memory.*": 4.0, "limits.*": 4.0},
    "yes, wide": {"memory.*": 0.7, "limits.*": 0.8},
    "no": {"memory.*": 0.4, "limits.*": 0.4},
}
