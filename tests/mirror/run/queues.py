"""Queues, brokers and caches with a setting or a user of the customer's, each with an app that it breaks."""

from __future__ import annotations

from farhand.mirror.model import Recipe
from tests.mirror.run.fault import Fault


def _queue(kind: str, name: str, here: str, there: str, app: str, says: str, *tools: str) -> Fault:
    recipes = (Recipe("setting", f"{kind}:jobs", name, here), Recipe("setting", f"{kind}:jobs", name, there))
    return Fault(f"{kind} {name}", *recipes, app, says, (Recipe("version", f"{kind}:jobs"),), tools=tools)


_CHANNELS = (
    "import os, amqp\n"
    "at = {p: os.environ['FARHAND_MIRROR_JOBS_' + p] for p in ('HOST', 'PORT', 'USER', 'PASSWORD')}\n"
    "where = f\"{at['HOST']}:{at['PORT']}\"\n"
    "with amqp.Connection(where, at['USER'], at['PASSWORD']) as connection:\n"
    "    [connection.channel() for _ in range(6)]\n"
)
#: Apps that speak the protocol themselves: a text of 2 kB, and a value of 2 MiB.
_PUBLISH = (
    "import json, os, socket\n"
    "at = {p: os.environ['FARHAND_MIRROR_JOBS_' + p] for p in ('HOST', 'PORT', 'USER', 'PASSWORD')}\n"
    "login = json.dumps({'user': at['USER'], 'pass': at['PASSWORD'], 'verbose': False})\n"
    "with socket.create_connection((at['HOST'], int(at['PORT'])), 10) as peer:\n"
    "    peer.sendall(f'CONNECT {login}\\r\\nPUB jobs 2000\\r\\n{\"x\" * 2000}\\r\\nPING\\r\\n'.encode())\n"
    "    said = b''\n"
    "    while b'PONG' not in said and b'-ERR' not in said and (part := peer.recv(65536)):\n"
    "        said += part\n"
    "assert b'-ERR' not in said, said[-200:]\n"
)
_STORE = (
    "import os, socket\n"
    "where = os.environ['FARHAND_MIRROR_JOBS_HOST'], int(os.environ['FARHAND_MIRROR_JOBS_PORT'])\n"
    "with socket.create_connection(where, 10) as peer:\n"
    "    peer.sendall(b'set report 0 0 2097152\\r\\n' + b'x' * 2097152 + b'\\r\\n')\n"
    "    said = peer.recv(200)\n"
    "assert said.startswith(b'STORED'), said\n"
)
_RETAIN = (
    "sh:at='-h 127.0.0.1 -p '$FARHAND_MIRROR_JOBS_PORT' -u app -P mirror'; "
    "mosquitto_pub $at -r -q 1 -t jobs -m $(head -c 500 /dev/zero | tr '\\0' x); "
    "mosquitto_sub $at -t jobs -C 1 -W 2 || { echo NoMessage; exit 3; }"
)

CACHE = "redis:cache"
REDIS = "import os, redis\ncache = redis.Redis.from_url(os.environ['REDIS_URL'])\n"

QUEUES: tuple[Fault, ...] = (
    Fault(
        "redis acl command",
        Recipe("setting", CACHE, "acl", "~* &* +@all -getdel"),
        Recipe("setting", CACHE, "acl", "~* &* +@all"),
        REDIS + "cache.set('visits', 1)\ncache.getdel('visits')\n",
        "has no permissions to run the 'getdel' command",
        (Recipe("version", CACHE),),
        tools=("redis-server",),
    ),
    Fault(
        "redis acl keys",
        Recipe(
            "setting",
            CACHE,
            "acl",
            "~billing:* &* -@all +@read +@write +@connection (~shared:* &* -@all +get)",
        ),
        Recipe("setting", CACHE, "acl", "~* &* +@all"),
        REDIS + "cache.set('billing:1', 1)\ncache.get('shared:1')\ncache.set('session:1', 1)\n",
        "permissions to access",
        (Recipe("version", CACHE),),
        tools=("redis-server",),
    ),
    _queue("amqp", "channel_max", "3", "2047", _CHANNELS, "channel", "rabbitmq-server"),
    _queue("nats", "max_payload", "1024", "1048576", _PUBLISH, "Maximum Payload Violation", "nats-server"),
    _queue("mqtt", "message_size_limit", "100", "0", _RETAIN, "NoMessage", "mosquitto", "mosquitto_pub"),
    _queue("memcached", "item_size_max", "1048576", "4194304", _STORE, "too large", "memcached"),
)
