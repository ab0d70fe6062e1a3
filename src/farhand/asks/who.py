"""Who is hit: everybody or some, everything or one function?"""

from __future__ import annotations

from farhand.model import Ask

ASK = Ask(
    id="ask-who",
    question="Does it fail for everybody and everything, or only for some users or one function?",
    choices={
        "everybody": "nothing works for anybody",
        "some users": "some can work",
        "one function": "one part of the app fails, the rest works",
    },
    why="What fails for some only is seldom a firewall or a missing variable.",
    minutes=0.5,
)
SHIFTS = {
    "everybody": {"app.*": 0.7, "config.*": 1.3, "clock.*": 1.2},
    "some users": {
        "app.*": 2.0,
        "db.pool_exhausted": 2.0,
        "http.rate_limited": 2.0,
        "limits.*": 1.5,
        "config.*": 0.4,
    },
    "one function": {"one": 1.5, "all": 0.4, "app.*": 2.0, "clock.*": 0.6, "limits.*": 0.5},
}
