"""Environments of containers: a name that is there twice, localhost where a neighbour is meant.

In a container localhost is the container itself. A variable that names a dependency of a kind that nobody
runs inside the app's own container, with localhost as its host, is nearly always a value from a
developer's machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

_LOCAL = r"(?:localhost|127\.0\.0\.1|\[::1\])"
#: A URL of a service that stores or carries data, or a bare host.
_URL = re.compile(
    rf"(?:jdbc:)?(?:postgres(?:ql)?|mysql|mariadb|mongodb|rediss?|amqps?|kafka|nats|ldaps?|sqlserver|oracle|clickhouse)"
    rf"(?:\+\w+)?:(?:thin:)?/{{0,2}}(?:[^@/\s]*@)?{_LOCAL}(?=[:/;?,]|$)",
    re.I,
)
_HOST = re.compile(rf"(?:\w+://)?{_LOCAL}(?::\d+)?(?:,{_LOCAL}(?::\d+)?)*/?$", re.I)
_DEPENDENCY = re.compile(
    r"(?:^|_)(?:DB|DATABASE|SQL|DATASOURCE|POSTGRES(?:QL)?|PG|MYSQL|MARIADB|MONGO(?:DB)?|REDIS|VALKEY|CACHE|MEMCACHED?|RABBIT(?:MQ)?|AMQP|BROKER"
    r"|KAFKA|BOOTSTRAP|ZOOKEEPER|NATS|ELASTIC(?:SEARCH)?|OPENSEARCH|ES|MINIO|S3|LDAP|SMTP|MAIL|BACKEND|UPSTREAM|KEYCLOAK|VAULT|INFLUX(?:DB)?)"
    r"(?:_|(?=HOST|URL|URI|ADDR|SERVER))",
    re.I,
)
_ADDRESS = re.compile(r"HOST|HOSTNAME|URL|URI|ADDR|SERVER|ENDPOINT|DSN|BROKERS?|NODES?|SOURCE", re.I)
#: What the process itself offers or allows, or what is meant for browsers.
_OWN = re.compile(
    r"LISTEN|BIND|PUBLIC|EXTERNAL_?(?:URL|HOST|ADDR|NAME)|ALLOWED|CORS|ORIGIN|NO_PROXY|CALLBACK|REDIRECT"
    r"|ADVERTISED|HEALTH|CONSOLE|BROWSER|FRONTEND|SITE|_ROOT_HOST",
    re.I,
)


def local_dependency(name: str, value: str) -> bool:
    """Whether a variable says that a dependency is at localhost."""
    if _OWN.search(name) or not value:
        return False
    if _URL.match(value):
        return True
    return bool(_HOST.match(value) and _DEPENDENCY.search(name) and _ADDRESS.search(name))


def twice(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Names that are defined again with another value: name, first value, last value."""
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    for name, value in pairs:
        first.setdefault(name, value)
        last[name] = value
    yield from ((name, first[name], value) for name, value in last.items() if value != first[name])


def pairs(env: object) -> list[tuple[str, str]]:
    """An environment as a list of NAME=value, of {name, value}, or as a mapping."""
    if isinstance(env, Mapping):
        return [(str(k), "" if v is None else str(v)) for k, v in env.items()]
    if not isinstance(env, list):
        return []
    split = [tuple(row.partition("=")[::2]) for row in env if isinstance(row, str)]
    named = [
        (str(r["name"]), str(r.get("value", r.get("valueFrom"))))
        for r in env
        if isinstance(r, Mapping) and "name" in r
    ]
    return [(str(n), str(v)) for n, v in split] + named
