"""What exactly does the user see?"""

from __future__ import annotations

from farhand.model import Ask

ASK = Ask(
    id="ask-shown",
    question="What does the user see? Please copy the text of the error, letter by letter.",
    choices={
        "an error text": "then it is looked up; send it as it is",
        "a white page or nothing": "the app is not there, or ends before it answers",
        "it is slow": "something waits for something",
        "wrong data": "the app answers, and its answer is wrong",
    },
    why="An error text is looked up among those of some hundred programs.",
    minutes=0.5,
)
SHIFTS = {
    "an error text": {"app.*": 1.1},
    "a white page or nothing": {
        "container.*": 2.0,
        "exec.*": 3.0,
        "memory.*": 2.0,
        "config.env_missing": 1.5,
        "app.*": 0.7,
    },
    "it is slow": {
        "db.*": 3.0,
        "tcp.timeout": 2.0,
        "limits.*": 3.0,
        "dns.slow": 4.0,
        "http.timeout": 3.0,
        "config.*": 0.3,
        "tls.*": 0.3,
    },
    "wrong data": {
        "app.*": 3.0,
        "config.wrong_environment": 4.0,
        "postgres.read_only": 2.0,
        "side:path": 0.2,
        "tls.*": 0.1,
    },
}
