"""Differences that break an app, each with a small app that really breaks: what a search has to name.

Each is one row: the customer's recipe, the vendor's, and an app that is fine with the one and not the other.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from farhand.mirror.model import Recipe
from tests.mirror.run.fault import Fault
from tests.mirror.run.queues import QUEUES, REDIS

DATABASE, CACHE, STORE = "postgres:database", "redis:cache", "mysql:store"


def _sql(*statements: str) -> str:
    """An app that runs these in the database that DATABASE_URL names."""
    return (
        "import os, psycopg\n"
        "with psycopg.connect(os.environ['DATABASE_URL']) as session:\n"
        f"    for statement in {statements!r}:\n"
        "        session.execute(statement)\n"
    )


def _major(old: int, new: int, what: str, *statements: str, says: str) -> Fault:
    recipes = (Recipe("version", DATABASE, "", f"{old}.1"), Recipe("version", DATABASE, "", str(new)))
    return Fault(f"postgres {old} {what}", *recipes, _sql(*statements), says, majors=(old, new))


def _setting(name: str, here: str, there: str, app: str, says: str) -> Fault:
    recipes = (Recipe("setting", DATABASE, name, here), Recipe("setting", DATABASE, name, there))
    return Fault(f"postgres {name}", *recipes, app, says, (Recipe("version", DATABASE, "", "14"),), (14,))


def _store(name: str, here: str, there: str, statement: str, says: str) -> Fault:
    recipes = (Recipe("setting", STORE, name, here), Recipe("setting", STORE, name, there))
    client = (
        "sh:mariadb --no-defaults --protocol=tcp -h 127.0.0.1 -P $FARHAND_MIRROR_STORE_PORT -u app -pmirror "
        f'--default-character-set=utf8mb4 app -e "{statement}" 2>&1'
    )
    return Fault(
        f"mariadb {name}", *recipes, client, says, (Recipe("version", STORE),), tools=("mariadb", "mariadbd")
    )


_MANY = "import os, psycopg\nheld = [psycopg.connect(os.environ['DATABASE_URL']) for _ in range(12)]\n"
_FILL = REDIS + "for number in range(600):\n    cache.set(f'report-{number}', b'x' * 10000)\n"
_CLOCK = (
    "import os, sys, tempfile, time\n"
    "with tempfile.NamedTemporaryFile() as token:\n"
    "    skew = time.time() - os.stat(token.name).st_mtime\n"
    "sys.exit(f'TokenExpired: {skew:.0f} s' if abs(skew) > 60 else 0)\n"
)
_CALL = "import os, urllib.request\nurllib.request.urlopen(os.environ['PEER'], timeout=5).read()\n"
#: 0.3 s of a processor: 6 s where a twentieth of one is allowed.
_BURN = (
    "import sys, time\n"
    "began, end = time.monotonic(), time.process_time() + 0.3\n"
    "while time.process_time() < end: pass\n"
    "sys.exit('TooSlow' if time.monotonic() - began > 4 else 0)\n"
)
_OPEN = "held = [open('/dev/null') for _ in range(60)]\n"
_GROW = "held = [bytearray(b'x' * (1 << 20)) for _ in range(200)]\n"
_DAY = (
    "import datetime, sys\n"
    "day = datetime.datetime.fromtimestamp(1700000000).date().isoformat()\n"
    "sys.exit(f'WrongDay: {day}' if day != '2023-11-14' else 0)\n"
)
_MATCH = "match 1:\n    case 1:\n        pass\n"
_LENGTH = "sh:word='žluťoučký'; [ ${#word} = 9 ] || { echo \"WrongLength: ${#word}\"; exit 3; }"


FAULTS: tuple[Fault, ...] = (
    _major(
        12, 14, "json", """select ('{"a": {"b": 1}}'::jsonb)['a']['b']""", says="cannot subscript type jsonb"
    ),
    _major(12, 13, "uuid", "select gen_random_uuid()", says="gen_random_uuid"),
    _major(
        14,
        15,
        "merge",
        "create table t (i int)",
        "merge into t using (select 1 as i) s on t.i = s.i when not matched then insert values (s.i)",
        says="merge",
    ),
    _major(15, 16, "any_value", "select any_value(i) from generate_series(1, 3) i", says="any_value"),
    _major(
        16,
        17,
        "json_table",
        """select * from json_table('[1]'::jsonb, '$[*]' columns (i int path '$'))""",
        says="SyntaxError",
    ),
    _major(17, 18, "uuidv7", "select uuidv7()", says="uuidv7"),
    _setting("max_connections", "8", "100", _MANY, "too many clients"),
    _setting(
        "encoding",
        "LATIN1",
        "UTF8",
        _sql("create table t (s text)", "insert into t values ('☃')"),
        "UnicodeEncodeError",
    ),
    _setting("default_transaction_read_only", "on", "off", _sql("create table t (s text)"), "read-only"),
    _setting("statement_timeout", "100ms", "0", _sql("select pg_sleep(0.5)"), "timeout"),
    _setting(
        "TimeZone",
        "Asia/Tokyo",
        "UTC",
        _sql("select 1 / (extract(hour from '2026-01-01 00:00+00'::timestamptz) = 0)::int"),
        "division by zero",
    ),
    _store(
        "sql_mode",
        "STRICT_TRANS_TABLES",
        "NO_ENGINE_SUBSTITUTION",
        "create table t (s varchar(3)); insert into t values ('four')",
        "Data too long",
    ),
    _store(
        "character_set_server",
        "latin1",
        "utf8mb4",
        "set sql_mode = 'STRICT_ALL_TABLES'; create table t (s varchar(9)); insert into t values ('☃')",
        "Incorrect string value",
    ),
    Fault(
        "redis maxmemory-policy",
        Recipe("setting", CACHE, "maxmemory-policy", "noeviction"),
        Recipe("setting", CACHE, "maxmemory-policy", "allkeys-lru"),
        _FILL,
        "OutOfMemoryError",
        (Recipe("version", CACHE), Recipe("setting", CACHE, "maxmemory", "4mb")),
        tools=("redis-server",),
    ),
    Fault(
        "redis maxclients",
        Recipe("setting", CACHE, "maxclients", "5"),
        Recipe("setting", CACHE, "maxclients", "1000"),
        "import os, redis\nheld = [redis.Redis.from_url(os.environ['REDIS_URL']) for _ in range(9)]\n"
        "[one.client().ping() for one in held]\n",
        "max number of clients",
        (Recipe("version", CACHE),),
        tools=("redis-server",),
    ),
    *QUEUES,
    Fault(
        "python",
        Recipe("python", value="3.9"),
        Recipe("python", value="3.12"),
        _MATCH,
        "SyntaxError",
        python="3.9 3.12",
    ),
    Fault("time zone", Recipe("zone", value="Asia/Tokyo"), Recipe("zone", value="UTC"), _DAY, "WrongDay"),
    Fault(
        "locale",
        Recipe("locale", value="C"),
        Recipe("locale", value="C.UTF-8"),
        _LENGTH,
        "WrongLength",
        tools=("bash",),
    ),
    Fault(
        "clock",
        Recipe("clock", value="-600"),
        Recipe("clock", value="0"),
        _CLOCK,
        "TokenExpired",
        tools=("faketime",),
    ),
    Fault(
        "memory",
        Recipe("limit", "", "memory", "60MiB"),
        Recipe("limit", "", "memory", "unlimited"),
        _GROW,
        "",
    ),
    Fault(
        "processors",
        Recipe("limit", "", "cpus", "50m"),
        Recipe("limit", "", "cpus", "unlimited"),
        _BURN,
        "TooSlow",
    ),
    Fault(
        "files",
        Recipe("limit", "", "files", "40"),
        Recipe("limit", "", "files", "1000"),
        _OPEN,
        "Too many open files",
    ),
    Fault(
        "variable",
        Recipe("variable", "", "API_KEY", ""),
        Recipe("variable", "", "API_KEY", "made-up"),
        "import os; os.environ['API_KEY']\n",
        "KeyError: 'API_KEY'",
    ),
    Fault(
        "proxy",
        Recipe("proxy", value="407"),
        Recipe("proxy", value=""),
        _CALL,
        "Proxy Authentication Required",
    ),
    Fault("ca", Recipe("ca", value="internal"), Recipe("ca", value=""), _CALL, "CERTIFICATE_VERIFY_FAILED"),
    Fault("tls", Recipe("tls", "", "max", "1.2"), Recipe("tls", "", "max", "1.3"), _CALL, "SSLError"),
    # What only root can make.
    Fault(
        "uid",
        Recipe("uid", value="65534"),
        Recipe("uid", value="0"),
        "sh:echo x >$DATA/file",
        "Permission denied",
    ),
    Fault(
        "read only",
        Recipe("read_only", name="DATA", value="yes"),
        Recipe("read_only", name="DATA", value=""),
        "open('DATA/file', 'w').write('x')\n",
        "Read-only file system",
    ),
    Fault("egress", Recipe("egress", value="blocked"), Recipe("egress", value="open"), _CALL, "URLError"),
)
#: Those that an ordinary run looks at; the best known one, of PostgreSQL 12, is in test_article.py.
USUAL = ("redis acl command", "time zone", "memory", "read only")


def looked_at() -> Sequence[Fault]:
    if os.environ.get("FARHAND_ALL") == "1":
        return FAULTS
    return [fault for fault in FAULTS if fault.name in USUAL]
