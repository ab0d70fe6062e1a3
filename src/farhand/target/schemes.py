"""Which URL schemes belong to which kind of dependency, and their default ports.  Pure data."""

from __future__ import annotations

import difflib

#: Default port per URL scheme, and per kind where an address has no scheme.
PORTS = {
    "http": 80,
    "https": 443,
    "ws": 80,
    "wss": 443,
    "postgres": 5432,
    "postgresql": 5432,
    "pgsql": 5432,
    "postgis": 5432,
    "psql": 5432,
    "mysql": 3306,
    "mariadb": 3306,
    "mysql2": 3306,
    "redis": 6379,
    "rediss": 6379,
    "valkey": 6379,
    "valkeys": 6379,
    "amqp": 5672,
    "amqps": 5671,
    "nats": 4222,
    "mqtt": 1883,
    "mqtts": 8883,
    "kafka": 9092,
    "mongodb": 27017,
    "smtp": 25,
    "smtps": 465,
    "submission": 587,
    "ldap": 389,
    "ldaps": 636,
    "memcached": 11211,
    "etcd": 2379,
    "grpcs": 443,
    "grpc": 50051,
    "oidc": 443,
    "nfs": 2049,
    "cifs": 445,
    "smb3": 445,
    "sshfs": 22,
    "dns": 53,
    "s3": 443,
    "tls": 443,
}

#: Schemes that mean another port where they stand for a kind.
_OF_KIND = {("nats", "tls"): 4222, ("mqtt", "ssl"): 8883}

#: The schemes that a kind's clients understand. What is not listed takes any.
SCHEMES = {
    "http": ("http", "https", "http+unix"),
    "postgres": (
        "postgres",
        "postgresql",
        "pgsql",
        "psql",
        "postgis",
        "timescale",
        "timescalegis",
        "cockroachdb",
        "redshift",
    ),
    "mysql": ("mysql", "mariadb", "mysql2"),
    "redis": ("redis", "rediss", "valkey", "valkeys", "unix", "redis-socket", "redis-sentinel"),
    "amqp": ("amqp", "amqps", "pyamqp", "rabbitmq"),
    "nats": ("nats", "tls", "ws", "wss"),
    "mqtt": ("mqtt", "mqtts", "tcp", "ssl", "ws", "wss"),
    "mongodb": ("mongodb",),
    "smtp": ("smtp", "smtps", "submission"),
    "s3": ("http", "https", "s3"),
    "ldap": ("ldap", "ldaps", "ldapi"),
    "memcached": ("memcached", "memcache"),
    "etcd": ("http", "https", "etcd", "etcds"),
    "grpc": ("grpc", "grpcs", "http", "https"),
    "oidc": ("https", "http"),
    "webhook": ("https", "http"),
}

#: The words of a libpq connection string, up to PostgreSQL 18; any other makes libpq give up.
_WORDS = """
host hostaddr port dbname user password passfile require_auth channel_binding connect_timeout
client_encoding options application_name fallback_application_name keepalives keepalives_idle
keepalives_interval keepalives_count tcp_user_timeout replication gssencmode sslmode requiressl
sslnegotiation sslcompression sslcert sslkey sslkeylogfile sslpassword sslcertmode sslrootcert
sslcrl sslcrldir sslsni requirepeer ssl_min_protocol_version ssl_max_protocol_version
min_protocol_version max_protocol_version krbsrvname gsslib gssdelegation scram_client_key
scram_server_key service servicefile target_session_attrs load_balance_hosts oauth_issuer
oauth_client_id oauth_client_secret oauth_scope authtype tty
"""
LIBPQ = frozenset(_WORDS.split())

#: Kinds whose address may stand without a scheme, as host:port.
BARE = (
    "tcp", "tls", "dns", "smtp", "kafka", "nats", "mqtt", "ldap", "s3", "memcached", "etcd", "grpc", "nfs",
)  # fmt: skip

#: Kinds whose place is declared under a word of their own.
PLACE_WORD = {"nfs": "server"}

#: Kinds that go over the network, so that a host (or a socket) must be known.
NETWORK = (*SCHEMES, "tcp", "tls", "kafka")


#: Kinds of calls that others make to the app: the rule for them is an inbound one.
INBOUND = ("webhook",)

#: Kinds that are on this host's own disk.
ON_DISK = ("directory", "sqlite", "license")

#: Kinds with a folder into which a self-test writes its one small file, where it is declared writable.
WRITTEN = ("directory", "nfs")

#: Schemes that begin with TLS.
OVER_TLS = (
    "https", "rediss", "valkeys", "amqps", "mqtts", "ssl", "ldaps", "smtps", "wss", "tls", "etcds", "grpcs",
)  # fmt: skip


def base(scheme: str) -> str:
    """`postgresql+psycopg` is postgresql; `mongodb+srv` is mongodb."""
    whole = scheme.lower()
    return whole if whole == "http+unix" else whole.partition("+")[0]


def scheme_problem(scheme: str, kind: str) -> str:
    """The end of a sentence where the scheme is none of the kind's; empty where it fits."""
    wanted = SCHEMES.get(kind)
    if wanted is None or base(scheme) in wanted:
        return ""
    near = difflib.get_close_matches(base(scheme), wanted, 1, 0.7)
    first = " or ".join(f"{s}://" for s in wanted[:2])
    shown = f"{base(scheme)}://" if is_known(scheme) else "a scheme that is not known"
    said = f"begins with {shown}" if scheme else "has no scheme"
    hint = f"; did you mean {near[0]}://?" if near else ""
    return f"{said}, but the address of a {kind} dependency begins with {first}{hint}"


def is_known(scheme: str) -> bool:
    """Whether it may be repeated: any other word before a colon may be half of a password."""
    return base(scheme) in PORTS or any(base(scheme) in each for each in SCHEMES.values())


def port_of(scheme: str, kind: str) -> int | None:
    named = _OF_KIND.get((kind, base(scheme)))
    return named or PORTS.get(base(scheme)) or PORTS.get(kind)
