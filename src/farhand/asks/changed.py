"""What was changed shortly before it broke?"""

from __future__ import annotations

from farhand.model import Ask

ASK = Ask(
    id="ask-changed",
    question="What was changed at your site, or in the app, shortly before it broke?",
    choices={
        "network or firewall": "rules, routes, proxies, names",
        "certificate or password": "something was renewed or rotated",
        "configuration": "variables, files, addresses of the app",
        "app version": "the app was updated",
        "database or service": "a service that the app uses was updated or moved",
        "host or platform": "the machine, the cluster or its limits",
        "nothing known": "nobody knows of a change",
    },
    why="Most faults begin with a change, also with one that seems to have nothing to do with it.",
    minutes=1.0,
)
SHIFTS = {
    "network or firewall": {"tcp.*": 3.0, "dns.*": 3.0, "proxy.*": 3.0, "side:path": 2.0},
    "certificate or password": {
        "tls.*": 4.0,
        "postgres.auth": 4.0,
        "redis.auth": 4.0,
        "http.unauthorized": 3.0,
        "config.env_stale": 4.0,
        "config.value_malformed": 2.0,
    },
    "configuration": {"config.*": 5.0},
    "app version": {
        "app.*": 5.0,
        "exec.*": 3.0,
        "db.*": 2.0,
        "config.env_missing": 3.0,
        "config.env_misnamed": 2.0,
    },
    "database or service": {"side:server": 3.0},
    "host or platform": {"limits.*": 3.0, "container.*": 4.0, "memory.*": 3.0, "fs.*": 3.0, "clock.*": 2.0},
    "nothing known": {"fs.full": 1.5, "tls.expired": 1.5, "config.*": 0.6},
}
