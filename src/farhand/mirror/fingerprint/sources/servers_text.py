"""What tools and files tell of a server: its version, and the settings that matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.mirror.fingerprint.known import Known
from farhand.mirror.model import Fact
from farhand.mirror.settings import own_name
from farhand.mirror.versions import version_in

_WORD = r"[A-Za-z][A-Za-z_-]{2,50}"
_VERSIONS = (
    ("postgres", re.compile(r"\bPostgreSQL (\d{1,2}(?:\.\d{1,2}){0,2}) (?:\(|on |, )")),
    (
        "postgres",
        re.compile(r"(?m)^(?:SSL connection.*\n)?psql \([^\n]{1,60}server (\d{1,2}(?:\.\d{1,2}){0,2})"),
    ),
    ("mysql", re.compile(r"(?m)\b(\d{1,2}\.\d{1,2}\.\d{1,3}-MariaDB)")),
    ("mysql", re.compile(r"(?m)^Server version:\s+(\d{1,2}\.\d{1,2}\.\d{1,3})")),
    ("redis", re.compile(r"(?m)^(?:redis|valkey)_version:(\d{1,3}(?:\.\d{1,3}){1,2})")),
    ("amqp", re.compile(r"(?m)^RabbitMQ version: (\d{1,3}(?:\.\d{1,3}){1,2})")),
    ("nats", re.compile(r"(?m)nats-server: v(\d{1,2}(?:\.\d{1,3}){1,2})$")),
    ("nats", re.compile(r"\"server_id\"[^\n]{0,300}\"version\": ?\"(\d{1,2}(?:\.\d{1,3}){1,2})\"")),
    ("mqtt", re.compile(r"(?m)\bmosquitto version (\d{1,2}(?:\.\d{1,3}){1,2})\b")),
    ("memcached", re.compile(r"(?m)^(?:STAT version|VERSION|memcached) (\d{1,2}(?:\.\d{1,3}){1,2})\r?$")),
    ("mongodb", re.compile(r"(?m)^Using MongoDB:\s+(\d{1,3}(?:\.\d{1,3}){1,2})")),
)
#: "name | setting | unit" of psql, "| Variable_name | Value |" of mysql, "name = value" of postgresql.conf.
_ROW = re.compile(rf"(?m)^[ |]{{0,3}}({_WORD}) {{1,60}}\| ?([^|\n]{{0,200}}?) *(?:\|.{{0,200}})?$")
_ASSIGNED = re.compile(rf"(?m)^[ \t]{{0,8}}({_WORD}) ?= ?'?([^'#\n]{{0,200}}?)'?[ \t]*(?:#.*)?$")
#: "SHOW name": the name, a line of dashes, the value, "(1 row)".
_SHOWN = re.compile(rf"(?m)^ *({_WORD}) *\n-{{3,200}}\n ?([^\n]{{0,200}})\n\(1 row\)")
#: Rows of `redis-cli info`, and of `config get` with and without numbers.
_INFO = re.compile(r"(?m)^([a-z][a-z_]{2,40}):([^\r\n]{0,100})\r?$")
_PAIR = re.compile(r"(?m)^(?:1\) \")?([a-z][a-z-]{2,40})\"?\n(?:2\) \")?([\w.-]{0,60})\"?$")
#: "name: value" of nats.conf and JSON, "name value" of mosquitto.conf, "STAT name value" of memcached, and
#: "{name,value}" of `rabbitmqctl environment`.
_COLON = re.compile(rf"(?:^|[,{{\s])\"?({_WORD})\"?[ \t]?[:=][ \t]?\"?([\w.]{{1,40}})\"?")
_SPACED = re.compile(rf"(?m)^[ \t]{{0,4}}({_WORD})[ \t]{{1,8}}(-?[\w.]{{1,40}})[ \t]*$")
_STAT = re.compile(rf"(?m)^STAT ({_WORD}) (\S{{1,40}})\r?$")
_TERM = re.compile(rf"\{{({_WORD}),(?:<<\")?([\w./-]{{1,40}}?)(?:\">>)?\}}")
_WAYS = {
    "redis": (_INFO, _PAIR, _ASSIGNED), "amqp": (_TERM, _ASSIGNED), "nats": (_COLON,), "mqtt": (_SPACED,),
    "memcached": (_STAT,),
}  # fmt: skip
#: What tells whose settings a text shows.
_OWNERS = (
    ("amqp", re.compile(r"(?i)rabbitmq|\{rabbit,")),
    ("nats", re.compile(r"nats-server|nats\.conf|\"server_id\"")),
    ("mqtt", re.compile(r"mosquitto")),
    ("memcached", re.compile(r"(?m)^STAT item_size_max ")),
    ("mysql", re.compile(r"Variable_name|sql_mode|MariaDB|mysql>|MySQL|\[mysqld\]")),
    ("redis", re.compile(r"redis_version|valkey_version|maxmemory|maxclients|redis-cli")),
    (
        "postgres",
        re.compile(
            r"psql|PostgreSQL|pg_settings|server_encoding|search_path|=[>#] |postgresql|max_connections"
        ),
    ),
)
_LIST_DB = re.compile(
    r"(?m)^ *([\w-]{1,63}) *\| [^|\n]{1,63} \| ([A-Z]\w{2,15}) +"
    r"\|(?: (?:libc|icu|builtin) +\|)? ([\w.@-]{1,40}) +\|"
)


def text(text: str, known: Known) -> Iterator[Fact]:
    for kind, pattern in _VERSIONS:
        match = pattern.search(text)
        if match:
            yield Fact(known.area(kind), "version", version_in(match[1]))
    for kind, owner in _OWNERS:
        if owner.search(text):
            yield from _settings(text, kind, known.area(kind))
    yield from _databases(text, known)


def _settings(text: str, kind: str, area: str) -> Iterator[Fact]:
    for way in _WAYS.get(kind, (_ROW, _SHOWN, _ASSIGNED)):
        for name, value in way.findall(text):
            own = own_name(kind, name)
            if own and value.strip():
                yield Fact(area, own, value.strip())


def _databases(text: str, known: Known) -> Iterator[Fact]:
    """`psql -l`: encoding and collation of the first database that is not the server's own."""
    for name, encoding, collation in _LIST_DB.findall(text):
        if name not in ("postgres", "template0", "template1"):
            yield Fact(known.area("postgres"), "server_encoding", encoding)
            yield Fact(known.area("postgres"), "lc_collate", collation)
            return
