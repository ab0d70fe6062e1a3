"""Since when does it not work?"""

from __future__ import annotations

from farhand.model import Ask

ASK = Ask(
    id="ask-since",
    question="Did it ever work at this site, and since when does it not?",
    choices={
        "never worked": "it is a fresh installation",
        "after a change": "it broke with something that was done",
        "suddenly": "it broke with nothing done",
        "comes and goes": "it works some of the time",
    },
    why="What never worked is mostly set up wrongly; what broke has changed, expired or filled up.",
    minutes=0.5,
)
SHIFTS = {
    "never worked": {
        "config.*": 2.5,
        "proxy.*": 2.0,
        "postgres.hba": 2.0,
        "tls.unknown_ca": 2.0,
        "tls.expired": 0.2,
        "fs.full": 0.3,
        "db.pool_exhausted": 0.3,
    },
    "after a change": {"config.*": 1.5, "app.*": 2.0, "side:path": 1.5},
    "suddenly": {"tls.expired": 4.0, "fs.full": 3.0, "config.*": 0.4, "tcp.refused": 2.0, "memory.*": 2.0},
    "comes and goes": {
        "db.pool_exhausted": 4.0,
        "postgres.too_many_connections": 4.0,
        "limits.*": 3.0,
        "memory.*": 2.0,
        "tcp.loss": 4.0,
        "http.rate_limited": 4.0,
        "config.*": 0.3,
        "tls.expired": 0.1,
    },
}
