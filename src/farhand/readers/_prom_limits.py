"""What metrics say of limits and states: one table of pairs to compare, and one of values that mean a
fault."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from farhand.readers import Sign
from farhand.readers._prom_text import Series, same


@dataclass(frozen=True)
class Pair:
    """How much of what may be used is used; `free` where the first one says what is left."""

    used: str
    most: str
    cause: str
    what: str
    at: float  # the share from which it is a fault
    weight: float = 0.85
    free: bool = False
    but: tuple[str, ...] = ("fstype", "device", "id")  # labels that may differ


PAIRS = (
    Pair("process_open_fds", "process_max_fds", "limits.files", "open files", 0.95, 0.9),
    Pair("process_files_open_files", "process_files_max_files", "limits.files", "open files", 0.95, 0.9),
    Pair("node_filefd_allocated", "node_filefd_maximum", "limits.files", "open files of the host", 0.97),
    Pair("rabbitmq_process_open_fds", "rabbitmq_process_max_fds", "limits.files", "open files", 0.95),
    Pair("container_memory_working_set_bytes", "container_spec_memory_limit_bytes", "memory.exhausted",
        "memory limit", 0.97, 0.6),
    Pair("container_memory_working_set_bytes", "kube_pod_container_resource_limits", "memory.exhausted",
        "memory limit", 0.97, 0.6),
    Pair("jvm_memory_used_bytes", "jvm_memory_max_bytes", "memory.exhausted", "heap", 0.97, 0.65),
    Pair("node_memory_MemAvailable_bytes", "node_memory_MemTotal_bytes", "memory.exhausted",
        "memory of the host", 0.97, 0.6, True),
    Pair("redis_memory_used_bytes", "redis_memory_max_bytes", "redis.out_of_memory",
        "memory that Redis may use", 0.99, 0.65),
    Pair("node_filesystem_avail_bytes", "node_filesystem_size_bytes", "fs.full", "file system", 0.98, 0.85,
        True),
    Pair("node_filesystem_files_free", "node_filesystem_files", "fs.inodes", "inodes", 0.98, 0.85, True),
    Pair("kubelet_volume_stats_available_bytes", "kubelet_volume_stats_capacity_bytes", "fs.full", "volume",
        0.98, 0.85, True),
    Pair("kubelet_volume_stats_inodes_free", "kubelet_volume_stats_inodes", "fs.inodes", "inodes", 0.98,
        0.85, True),
    Pair("disk_free_bytes", "disk_total_bytes", "fs.full", "disk", 0.98, 0.85, True),
    Pair("windows_logical_disk_free_bytes", "windows_logical_disk_size_bytes", "fs.full", "disk", 0.98,
        0.85, True),
    Pair("node_nf_conntrack_entries", "node_nf_conntrack_entries_limit", "tcp.conntrack_full",
        "connection table", 0.97, 0.9),
    Pair("container_cpu_cfs_throttled_periods_total", "container_cpu_cfs_periods_total", "limits.cpu",
        "CPU periods throttled", 0.5, 0.65),
    Pair("container_threads", "container_threads_max", "limits.processes", "threads", 0.97),
)  # fmt: skip


@dataclass(frozen=True)
class State:
    """A value that means a fault: `is_` compared with the value, or with what a counter has grown."""

    name: str
    is_: str  # "== 0", "> 0", ">= 30"
    cause: str
    weight: float
    why: str
    needs: str = ""  # label="value" that it must have
    grown: bool = False


STATES = (
    State("node_timex_sync_status", "== 0", "clock.ntp", 0.75, "the clock is not synchronised"),
    State("node_timex_offset_seconds", "abs> 1", "clock.skew", 0.8, "the clock is off by {value} s"),
    State("node_ntp_offset_seconds", "abs> 1", "clock.skew", 0.8, "the clock is off by {value} s"),
    State("container_oom_events_total", "> 0", "memory.oom_killed", 0.85, "killed for memory {grown} times",
        grown=True),
    State("node_vmstat_oom_kill", "> 0", "memory.oom_killed", 0.6,
        "the kernel has killed {grown} processes for memory", grown=True),
    State("node_systemd_unit_state", "== 1", "service.unit_failed", 0.7, "unit {name} has failed",
        'state="failed"'),
    State("redis_rdb_last_bgsave_status", "== 0", "redis.persistence", 0.9,
        "the last snapshot of Redis has failed"),
    State("redis_aof_last_write_status", "== 0", "redis.persistence", 0.9, "Redis could not write its log"),
    State("redis_master_link_up", "== 0", "redis.read_only", 0.85, "the link to Redis' master is down"),
    State("redis_cluster_state", "== 0", "redis.cluster", 0.85, "the state of the Redis cluster is fail"),
    State("redis_rejected_connections_total", "> 0", "redis.too_many_clients", 0.5,
        "{grown} connections were turned away", grown=True),
    State("mysql_slave_status_slave_io_running", "== 0", "db.replication", 0.85,
        "the replica's receiver does not run"),
    State("mysql_slave_status_slave_sql_running", "== 0", "db.replication", 0.85,
        "the replica's applier does not run"),
    State("mysql_slave_status_seconds_behind_master", ">= 60", "db.replication", 0.65,
        "the replica is {value} s behind"),
    State("pg_replication_lag_seconds", ">= 60", "db.replication", 0.65, "the standby is {value} s behind"),
    State("pg_replication_lag", ">= 60", "db.replication", 0.65, "the standby is {value} s behind"),
    State("pg_stat_replication_replay_lag", ">= 60", "db.replication", 0.65,
        "the standby is {value} s behind"),
    State("pg_stat_activity_max_tx_duration", ">= 300", "db.pool_exhausted", 0.5,
        "a session has been idle in its transaction for {value} s", 'state="idle in transaction"'),
    State("pg_stat_activity_max_tx_duration", ">= 60", "db.slow_query", 0.55,
        "a statement has run for {value} s", 'state="active"'),
    State("mysql_global_status_connection_errors_total", "> 0", "mysql.too_many_connections", 0.6,
        "{grown} connections were refused", 'error="max_connections"', True),
    State("rabbitmq_alarms_memory_used_watermark", "== 1", "amqp.blocked", 0.92,
        "RabbitMQ blocks publishers: memory alarm"),
    State("rabbitmq_alarms_free_disk_space_watermark", "== 1", "amqp.blocked", 0.92,
        "RabbitMQ blocks publishers: disk alarm"),
    State("rabbitmq_alarms_file_descriptor_limit", "== 1", "limits.files", 0.85,
        "RabbitMQ has an alarm for open files"),
    State("elasticsearch_cluster_health_status", "== 1", "search.cluster", 0.88, "the cluster is red",
        'color="red"'),
    State("kafka_controller_kafkacontroller_offlinepartitionscount", "> 0", "kafka.cluster", 0.85,
        "{value} partitions are offline"),
    State("kafka_consumergroup_lag", ">= 100000", "kafka.group", 0.65,
        "a consumer group is {value} messages behind"),
    State("kafka_consumergroup_lag_sum", ">= 100000", "kafka.group", 0.7,
        "a consumer group is {value} messages behind"),
    State("kafka_consumer_fetch_manager_records_lag_max", ">= 10000", "kafka.group", 0.65,
        "a consumer is {value} messages behind"),
    State("kafka_consumer_records_lag_max", ">= 10000", "kafka.group", 0.65,
        "a consumer is {value} messages behind"),
    State("probe_dns_lookup_time_seconds", ">= 2", "dns.slow", 0.7, "the look-up of the name took {value} s"),
    State("probe_failed_due_to_regex", "== 1", "http.unexpected_body", 0.6,
        "the answer is not what was expected"),
    State("pg_up", "== 0", "tcp.refused", 0.35, "the exporter cannot talk to PostgreSQL"),
    State("mysql_up", "== 0", "tcp.refused", 0.35, "the exporter cannot talk to MySQL"),
    State("redis_up", "== 0", "tcp.refused", 0.35, "the exporter cannot talk to Redis"),
    State("mongodb_up", "== 0", "mongodb.unavailable", 0.5, "the exporter cannot talk to MongoDB"),
    State("kafka_up", "== 0", "tcp.refused", 0.35, "the exporter cannot talk to Kafka"),
    State("elasticsearch_up", "== 0", "tcp.refused", 0.35, "the exporter cannot talk to Elasticsearch"),
    State("up", "== 0", "tcp.refused", 0.35, "{job} at {instance} does not answer its scrapes"),
    State("probe_success", "== 0", "tcp.refused", 0.3, "the probe of {instance} fails"),
)  # fmt: skip
_READ_ONLY_FS = re.compile(r"squashfs|iso9660|erofs|tmpfs|overlay|ramfs|fuse\.|devtmpfs|nsfs|rootfs")
_SMALL = frozenset(("survivor", "eden", "cache", "compressed", "code", "metaspace", "nonheap"))

_NAMED = frozenset(state.name for state in STATES)


def signs(known: Sequence[Series]) -> Iterator[Sign]:
    by_name: dict[str, list[Series]] = {}
    for s in known:
        by_name.setdefault(s.name, []).append(s)
    for pair in PAIRS:
        if pair.used in by_name and pair.most in by_name:
            yield from _compared(pair, by_name)
    for state in STATES:
        yield from (_told(state, s) for s in by_name.get(state.name, ()) if _holds(state, s))
    yield from (_down(s) for s in known if s.name.endswith("_up") and s.value == 0 and s.name not in _NAMED)
    alive = [s for s in known if s.name in ("up", "probe_success") or s.name.endswith("_up")]
    if alive and all(s.value == 1 for s in alive):
        yield Sign(alive[0].at, healthy="what is scraped is up", subject=alive[0].who)


def _down(s: Series) -> Sign:
    what = s.name.removesuffix("_up")
    return Sign(s.at, "tcp.refused", 0.35, f"{s.name} is 0: {what} is not reached", what)


def _compared(pair: Pair, by_name: Mapping[str, Sequence[Series]]) -> Iterator[Sign]:
    most = {same(s.labels, *pair.but): s for s in by_name[pair.most] if _counts(s)}
    shares = []
    for s in filter(_counts, by_name[pair.used]):
        limit = most.get(same(s.labels, *pair.but))
        if limit is None and len(most) == 1 and len(by_name[pair.used]) == 1:
            limit = next(iter(most.values()))
        if limit and 0 < limit.grown < 1e18 and s.grown == s.grown:
            share = s.grown / limit.grown
            shares.append((1 - share if pair.free else share, s, limit))
    yield from (_over(pair, *row) for row in shares if row[0] >= pair.at)
    if shares and all(share < min(0.9, pair.at * 0.9) for share, _, _ in shares):
        share, s, _ = max(shares, key=lambda row: row[0])
        yield Sign(s.at, healthy=f"{share:.0%} of the {pair.what} is used", subject=s.who)


def _over(pair: Pair, share: float, s: Series, limit: Series) -> Sign:
    where = s.label(
        "mountpoint", "path", "volume", "persistentvolumeclaim", "pod", "container", "instance", "job"
    )
    why = f"{where + ': ' if where else ''}{share:.1%} of the {pair.what} is used".replace("100.0%", "100%")
    params = {"mount": where, "path": where} if pair.cause.startswith("fs.") else {}
    return Sign(s.at, pair.cause, pair.weight, why, where, params=params, also=(limit.at,))


def _counts(s: Series) -> bool:
    """Not the file systems that are always full, nor the small areas of the JVM that fill up as they
    should."""
    area = f"{s.label('area')} {s.label('id')}".lower().replace("-", " ").split()
    heap = not s.name.startswith("jvm_") or not _SMALL & set(area)
    return (
        heap
        and not _READ_ONLY_FS.search(s.label("fstype"))
        and s.labels.get("resource", "memory") == "memory"
    )


def _holds(state: State, s: Series) -> bool:
    key, _, wanted = state.needs.partition("=")
    if state.needs and s.label(key) != wanted.strip('"'):
        return False
    value = s.grown if state.grown else s.value
    sign, _, limit = state.is_.partition(" ")
    number = float(limit)
    return {
        "==": value == number,
        ">": value > number,
        ">=": value >= number,
        "abs>": abs(value) > number,
    }[sign]


def _told(state: State, s: Series) -> Sign:
    words = {"job": "it", "instance": "its address", "name": "", **s.labels}
    words.update(
        value=f"{s.value:.4g}" if abs(s.value) < 10_000 else f"{s.value:.0f}", grown=f"{s.grown:.0f}"
    )
    why = re.sub(r"\{(\w+)\}", lambda m: words.get(m[1], m[1]), state.why)
    subject = s.label("name", "consumergroup", "group", "job", "instance")
    return Sign(s.at, state.cause, state.weight, why, subject)
