"""Settings of servers that change what an app sees, with what a fresh server has.  Pure data.

`usual` is what a server has that nobody has tuned, as the vendor's own has it where nothing else is said;
empty where that depends on the version. `weight`: how often a difference of it is what breaks an app, 0 to 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from farhand.mirror import acl


@dataclass(frozen=True)
class Setting:
    """`also`: other names by which servers and checks call it; `folded`: capitals do not matter.

    `printed`: servers print it as a setting of that name; else it has a reader of its own.
    """

    usual: str = ""
    weight: float = 0.15
    also: tuple[str, ...] = ()
    folded: bool = True
    printed: bool = True


POSTGRES: Mapping[str, Setting] = {
    "max_connections": Setting("100", 0.3, ("max",)),
    "server_encoding": Setting("UTF8", 0.3, ("encoding",)),
    "lc_collate": Setting("", 0.25, ("collation", "datcollate", "collate"), folded=False),
    "timezone": Setting("UTC", 0.25, folded=False),
    "search_path": Setting('"$user", public', 0.3),
    "datestyle": Setting("ISO, MDY", 0.2),
    "standard_conforming_strings": Setting("on", 0.2),
    "statement_timeout": Setting("0", 0.25, ("statement_timeout_ms",)),
    "idle_in_transaction_session_timeout": Setting("0", 0.2),
    "lock_timeout": Setting("0", 0.2),
    "default_transaction_read_only": Setting("off", 0.3, ("read_only",)),
    "default_transaction_isolation": Setting("read committed", 0.2),
    "superuser_reserved_connections": Setting("3", 0.05, ("reserved_superuser",)),
    "work_mem": Setting("", 0.08),
    "max_prepared_transactions": Setting("0", 0.1),
    "bytea_output": Setting("hex", 0.2),
    "row_security": Setting("on", 0.1),
    "wal_level": Setting("", 0.05),
}
MYSQL: Mapping[str, Setting] = {
    "sql_mode": Setting("", 0.35),
    "character_set_server": Setting("", 0.3, ("character_set_database",)),
    "collation_server": Setting("", 0.25, ("collation_database",)),
    "lower_case_table_names": Setting("0", 0.3),
    "max_connections": Setting("151", 0.25, ("max",)),
    "time_zone": Setting("SYSTEM", 0.2),
    "max_allowed_packet": Setting("", 0.2),
    "wait_timeout": Setting("28800", 0.2),
    "transaction_isolation": Setting("REPEATABLE-READ", 0.2, ("tx_isolation",)),
    "explicit_defaults_for_timestamp": Setting("", 0.1),
    "group_concat_max_len": Setting("", 0.08),
}
REDIS: Mapping[str, Setting] = {
    "maxmemory": Setting("0", 0.25),
    "maxmemory-policy": Setting("noeviction", 0.3, ("maxmemory_policy",)),
    "maxclients": Setting("10000", 0.15),
    "timeout": Setting("0", 0.15),
    "databases": Setting("16", 0.2),
    "notify-keyspace-events": Setting("", 0.15),
    "appendonly": Setting("no", 0.03),
    acl.NAME: Setting(acl.EVERYTHING, 0.3, folded=False, printed=False),
}
#: As rabbitmq.conf has them; a size in bytes, a time in seconds, but for `consumer_timeout`.
AMQP: Mapping[str, Setting] = {
    "channel_max": Setting("2047", 0.2),
    "frame_max": Setting("131072", 0.15),
    "heartbeat": Setting("60", 0.2),
    "max_message_size": Setting("", 0.25),
    "consumer_timeout": Setting("1800000", 0.2),
    "connection_max": Setting("infinity", 0.2),
    "default_vhost": Setting("/", 0.2, folded=False),
}
NATS: Mapping[str, Setting] = {
    "max_payload": Setting("1048576", 0.3),
    "max_connections": Setting("65536", 0.2),
    "max_subscriptions": Setting("0", 0.15),
    "max_control_line": Setting("4096", 0.1),
    "ping_interval": Setting("", 0.05),
    "write_deadline": Setting("", 0.1),
    "jetstream": Setting("", 0.3),
}
MQTT: Mapping[str, Setting] = {
    "message_size_limit": Setting("0", 0.25),
    "max_packet_size": Setting("0", 0.25),
    "max_connections": Setting("-1", 0.25),
    "max_keepalive": Setting("65535", 0.15),
    "max_qos": Setting("2", 0.25),
    "max_inflight_messages": Setting("20", 0.1),
    "max_queued_messages": Setting("", 0.15),
    "allow_anonymous": Setting("", 0.3),
    "retain_available": Setting("true", 0.25),
    "allow_zero_length_clientid": Setting("true", 0.2),
}
#: As `stats settings` prints them.
MEMCACHED: Mapping[str, Setting] = {
    "maxbytes": Setting("67108864", 0.2, ("limit_maxbytes",)),
    "maxconns": Setting("1024", 0.25, ("max_connections",)),
    "item_size_max": Setting("1048576", 0.3),
    "evictions": Setting("on", 0.25),
    "cas_enabled": Setting("yes", 0.2),
}
SETTINGS: Mapping[str, Mapping[str, Setting]] = {
    "postgres": POSTGRES, "mysql": MYSQL, "redis": REDIS, "amqp": AMQP, "nats": NATS, "mqtt": MQTT,
    "memcached": MEMCACHED,
}  # fmt: skip


def own_name(kind: str, name: str) -> str:
    """The name by which a setting is kept here; empty for one that does not matter."""
    low = name.strip().lower()
    known = {name: setting for name, setting in SETTINGS.get(kind, {}).items() if setting.printed}
    return low if low in known else next((n for n, s in known.items() if low in s.also), "")
