"""What the declaration asks of a broker: login, virtual host, queues and exchanges.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from farhand.target import Target, database_of
from farhand.wire import amqp

#: An exchange that nobody has: a message to it gets nowhere.
NOWHERE = "farhand-check-3f0c9d52"
#: Who logs in where the address names nobody, as pika, Kombu and the Java client do it.
DEFAULT = "guest"


@dataclass(frozen=True)
class Wanted:
    """`names`: what must be there, as (method, name); at most as many as there are channels."""

    user: str = DEFAULT
    password: str = DEFAULT
    vhost: str = "/"
    names: tuple[tuple[tuple[int, int], str], ...] = ()
    publishes: bool = True


def wanted(settings: Mapping[str, Any], target: Target, background: bool = False) -> Wanted:
    """`settings` are filled in. In the background nothing is asked that an alarm would keep waiting."""
    vhost = settings.get("vhost")
    named = [(amqp.QUEUE, name) for name in _texts(settings.get("queues"))]
    named += [(amqp.EXCHANGE, name) for name in _texts(settings.get("exchanges"))]
    return Wanted(
        target.user or DEFAULT,
        target.password or ("" if target.user else DEFAULT),
        database_of_vhost(target) or (vhost if isinstance(vhost, str) and vhost else "/"),
        tuple(named)[: amqp.CHANNELS - 1],
        settings.get("read_only") is not True and not background,
    )


def database_of_vhost(target: Target) -> str:
    """The virtual host of a URL: `/billing` is billing, `/%2F` and `//` are `/`, no path is none."""
    return "/" if target.path == "//" else database_of(target)


def _texts(value: object) -> Iterable[str]:
    return [str(name) for name in value if name] if isinstance(value, (list, tuple)) else ()
