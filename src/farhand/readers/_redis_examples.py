"""Examples of what Redis says of itself."""

from __future__ import annotations

from farhand.model import Example

EXAMPLES = (
    Example(
        "memory is full and nothing may be evicted",
        pasted="$ redis-cli -h cache info memory\n"
        "# Memory\n"
        "used_memory:2095104\n"
        "used_memory_human:1.91M\n"
        "maxmemory:2097152\n"
        "maxmemory_human:2.00M\n"
        "maxmemory_policy:noeviction\n",
        finds=("redis.out_of_memory",),
        source="run: Redis 7.0.15, info memory, shortened, with another used_memory",
    ),
    Example(
        "commands were refused for memory",
        pasted="# Errorstats\n"
        "errorstat_ERR:count=1\n"
        "errorstat_OOM:count=18\n"
        "\n"
        "# Keyspace\n"
        "db0:keys=3000,expires=0,avg_ttl=0\n"
        "\n"
        "# Clients\n"
        "connected_clients:1\n",
        finds=("redis.out_of_memory",),
        source="run: Redis 7.0.15, info, shortened",
    ),
    Example(
        "a full cache that evicts is as it should be",
        pasted="# Memory\n"
        "used_memory:2095104\n"
        "used_memory_human:1.91M\n"
        "maxmemory:2097152\n"
        "maxmemory_human:2.00M\n"
        "maxmemory_policy:allkeys-lru\n"
        "\n"
        "# Replication\n"
        "role:master\n"
        "connected_slaves:0\n",
        outcome="healthy",
        source="made after info of Redis 7.0.15",
    ),
    Example(
        "the snapshot cannot be written",
        pasted="# Persistence\n"
        "loading:0\n"
        "rdb_changes_since_last_save:1\n"
        "rdb_bgsave_in_progress:0\n"
        "rdb_last_save_time:1795681131\n"
        "rdb_last_bgsave_status:err\n"
        "rdb_last_bgsave_time_sec:0\n"
        "aof_enabled:0\n"
        "aof_last_write_status:ok\n",
        finds=("redis.persistence",),
        source="run: Redis 7.0.15 whose directory was removed",
    ),
    Example(
        "the master is gone",
        pasted="# Replication\n"
        "role:slave\n"
        "master_host:127.0.0.1\n"
        "master_port:6999\n"
        "master_link_status:down\n"
        "master_last_io_seconds_ago:-1\n"
        "master_sync_in_progress:0\n"
        "slave_read_repl_offset:0\n"
        "slave_repl_offset:0\n"
        "master_link_down_since_seconds:-1\n"
        "slave_priority:100\n"
        "slave_read_only:1\n"
        "replica_announced:1\n"
        "connected_slaves:0\n"
        "master_failover_state:no-failover\n"
        "master_replid:b654917f598613241d6d261bff7c5f0dada9b267\n"
        "master_replid2:0000000000000000000000000000000000000000\n"
        "master_repl_offset:0\n"
        "second_repl_offset:-1\n"
        "repl_backlog_active:0\n"
        "repl_backlog_size:1048576\n"
        "repl_backlog_first_byte_offset:0\n"
        "repl_backlog_histlen:0\n",
        finds=("redis.read_only",),
        source="run: Redis 7.0.15, replicaof a closed port",
    ),
    Example(
        "a cluster without slots",
        pasted="127.0.0.1:6393> cluster info\n"
        "cluster_state:fail\n"
        "cluster_slots_assigned:0\n"
        "cluster_slots_ok:0\n"
        "cluster_slots_pfail:0\n"
        "cluster_slots_fail:0\n"
        "cluster_known_nodes:1\n",
        finds=("redis.cluster",),
        source="run: Redis 7.0.15, cluster info",
    ),
    Example(
        "all clients are connected",
        pasted="# Clients\n"
        "connected_clients:10000\n"
        "cluster_connections:0\n"
        "maxclients:10000\n"
        "blocked_clients:0\n"
        "\n"
        "# Stats\n"
        "rejected_connections:4\n",
        finds=("redis.too_many_clients",),
        source="made after info of Redis 7.0.15",
    ),
    Example(
        "all of a healthy server",
        pasted="# Server\n"
        "redis_version:7.0.15\n"
        "redis_git_sha1:00000000\n"
        "redis_git_dirty:0\n"
        "redis_build_id:ae4d7c971a948f0\n"
        "redis_mode:standalone\n"
        "\n"
        "# Clients\n"
        "connected_clients:1\n"
        "maxclients:20\n"
        "\n"
        "# Memory\n"
        "used_memory:384592\n"
        "maxmemory:2097152\n"
        "maxmemory_human:2.00M\n"
        "maxmemory_policy:noeviction\n"
        "\n"
        "# Persistence\n"
        "loading:0\n"
        "rdb_last_bgsave_status:ok\n"
        "rdb_last_bgsave_time_sec:-1\n"
        "aof_last_rewrite_time_sec:-1\n"
        "aof_last_bgrewrite_status:ok\n"
        "aof_last_write_status:ok\n"
        "aof_last_cow_size:0\n"
        "\n"
        "# Stats\n"
        "rejected_connections:0\n"
        "evicted_keys:0\n"
        "evicted_clients:0\n"
        "\n"
        "# Replication\n"
        "role:master\n"
        "connected_slaves:0\n"
        "\n"
        "# CPU\n"
        "\n"
        "# Modules\n"
        "\n"
        "# Errorstats\n"
        "\n"
        "# Cluster\n"
        "cluster_enabled:0\n"
        "\n"
        "# Keyspace\n",
        outcome="healthy",
        source="run: Redis 7.0.15, info, shortened",
    ),
    Example(
        "still loading",
        pasted="# Persistence\n"
        "loading:1\n"
        "async_loading:0\n"
        "rdb_changes_since_last_save:0\n"
        "loading_start_time:1795681131\n"
        "loading_loaded_perc:41.20\n"
        "rdb_last_bgsave_status:ok\n",
        finds=("redis.read_only",),
        source="made after info persistence of Redis 7.0.15",
    ),
)
