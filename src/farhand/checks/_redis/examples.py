"""Real facts, captured in the lab (tests/lab), and what they must lead to."""
# ruff: noqa: E501  (what a server says is not broken into lines)

from __future__ import annotations

from farhand.model import Example

_AT = {"host": "10.77.2.2", "port": 6379, "tls": False}

# fmt: off
EXAMPLES: tuple[Example, ...] = (
    Example(
        "the driver gets in, too", "driver",
        {**_AT, "driver": "redis", "declared": True, "answer": "ok", "critical": False,},
        finds=(), outcome="pass", source="lab: control/drivers_named",
    ),
    Example(
        "tls in a healthy world", "tls",
        {**{k: v for k, v in _AT.items() if k in ("host", "port")}, "kind": "redis", "run_by": "customer", "via": "", "result": "ok", "asked_client_cert": False,
         "version": "TLSv1.3", "received": 1388,
         "store": {'name': 'ssl', 'libraries': ['urllib', 'aiohttp', 'ssl'], 'where': '/srv/lab/ca.pem and /usr/lib/ssl/certs', 'verified': True, 'variable': 'SSL_CERT_FILE', 'sets': 'SSL_CERT_FILE', 'problem': ''},
         "gave_client_cert": False,},
        finds=(), outcome="pass", source="lab: control/redis_tls",
    ),
    Example(
        "hello in a healthy world", "hello",
        {**_AT, "tls": True, "answer": "error", "code": "NOAUTH", "message": "NOAUTH Authentication required.",},
        finds=(), outcome="pass", source="lab: control/redis_tls",
    ),
    Example(
        "login in a healthy world", "login",
        {**_AT, "tls": True, "user": "", "password_given": True, "database": 5, "answer": "ok",},
        finds=(), outcome="pass", source="lab: control/redis_tls",
    ),
    Example(
        "role in a healthy world", "role",
        {**_AT, "tls": True, "user": "default", "declared_read_only": False, "declared_cluster": False,
         "version": "7.0.15", "mode": "standalone", "role": "master", "loading": "0",
         "reads": {'GET': 'ok'}, "writes": {'SET': 'ok'}, "declared": {},
         "peer_clock": {'peer': 'cache', 'offset_s': 0.0, 'error_s': 0.001},},
        finds=(), outcome="pass", source="lab: control/redis_tls",
    ),
    Example(
        "version in a healthy world", "version",
        {**_AT, "tls": True, "version": "7.0.15", "tested": ['6', '7'],},
        finds=(), outcome="pass", source="lab: control/redis_tls",
    ),
    Example(
        "capacity in a healthy world", "capacity",
        {**_AT, "tls": True, "used_memory": 991248, "maxmemory": 0, "maxmemory_policy": "noeviction",
         "connected_clients": 1, "maxclients": 10000, "rdb_last_bgsave_status": "ok",
         "aof_last_write_status": "ok", "aof_last_bgrewrite_status": "ok", "evicted_keys": 0,
         "pool_size": 10, "processes": 4,},
        finds=(), outcome="pass", source="lab: control/redis_tls",
    ),
    Example(
        "A member of a cluster that has no slots, and the app uses a plain client", "role",
        {**_AT, "user": "default", "declared_read_only": False, "declared_cluster": False, "version": "7.0.15",
         "mode": "cluster", "role": "master", "loading": "0",
         "cluster": {'cluster_state': 'fail', 'cluster_size': '1', 'cluster_slots_assigned': '0'},
         "reads": {'GET': 'CLUSTERDOWN Hash slot not served'},
         "writes": {'SET': 'CLUSTERDOWN Hash slot not served'}, "declared": {},
         "peer_clock": {'peer': 'cache', 'offset_s': 0.0, 'error_s': 0.001},},
        finds=('redis.cluster',), outcome="fail", source="lab: redis/cluster",
    ),
    Example(
        "One command that the app is declared to need is forbidden to its user", "role",
        {**_AT, "user": "app", "declared_read_only": False, "declared_cluster": False, "version": "7.0.15",
         "mode": "standalone", "role": "master", "loading": "0", "reads": {'GET': 'ok'},
         "writes": {'SET': 'ok'},
         "declared": {'get': 'ok', 'eval': "NOPERM this user has no permissions to run the 'eval' command"},
         "peer_clock": {'peer': 'cache', 'offset_s': 0.0, 'error_s': 0.001},},
        finds=('redis.auth',), outcome="fail", source="lab: redis/command_forbidden",
    ),
    Example(
        "The URL asks for a database that the server does not have", "login",
        {**_AT, "user": "", "password_given": False, "database": 99, "answer": "error", "asked": "SELECT",
         "code": "ERR", "message": "ERR DB index is out of range",},
        finds=('redis.unsupported',), outcome="fail", source="lab: redis/database_index",
    ),
    Example(
        "The app needs a command of a module that the server has not loaded", "role",
        {**_AT, "user": "default", "declared_read_only": False, "declared_cluster": False, "version": "7.0.15",
         "mode": "standalone", "role": "master", "loading": "0", "reads": {'GET': 'ok'},
         "writes": {'SET': 'ok'},
         "declared": {'get': 'ok', 'ft.search': "ERR unknown command 'FT.SEARCH', with args beginning with: 'farhand:check' "},
         "peer_clock": {'peer': 'cache', 'offset_s': 0.0, 'error_s': 0.001},},
        finds=('redis.unsupported',), outcome="fail", source="lab: redis/module_missing",
    ),
    Example(
        "The server refuses writes, because it has fewer replicas than it must have", "role",
        {**_AT, "user": "default", "declared_read_only": False, "declared_cluster": False, "version": "7.0.15",
         "mode": "standalone", "role": "master", "loading": "0", "reads": {'GET': 'ok'},
         "writes": {'SET': 'NOREPLICAS Not enough good replicas to write.'}, "declared": {},
         "peer_clock": {'peer': 'cache', 'offset_s': 0.0, 'error_s': 0.001},},
        finds=('redis.read_only',), outcome="fail", source="lab: redis/no_replicas",
    ),
    Example(
        "The memory limit is reached and nothing may be thrown away", "role",
        {**_AT, "user": "default", "declared_read_only": False, "declared_cluster": False, "version": "7.0.15",
         "mode": "standalone", "role": "master", "loading": "0",
         "reads": {'GET': "OOM command not allowed when used memory > 'maxmemory'."},
         "writes": {'SET': "OOM command not allowed when used memory > 'maxmemory'."}, "declared": {},
         "peer_clock": {'peer': 'cache', 'offset_s': 0.0, 'error_s': 0.001},},
        finds=('redis.out_of_memory',), outcome="fail", source="lab: redis/out_of_memory",
    ),
    Example(
        "The app sends a password and the server has none set", "login",
        {**_AT, "user": "", "password_given": True, "database": 0, "answer": "error", "asked": "AUTH",
         "code": "ERR",
         "message": "ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?",},
        finds=('redis.auth',), outcome="fail", source="lab: redis/password_not_wanted",
    ),
    Example(
        "The server wants a password and the app has none", "login",
        {**_AT, "user": "", "password_given": False, "database": 0, "answer": "error", "asked": "PING",
         "code": "NOAUTH", "message": "NOAUTH Authentication required.",},
        finds=('redis.auth',), outcome="fail", source="lab: redis/password_required",
    ),
    Example(
        "The server speaks TLS only, and the app's URL says redis://", "hello",
        {**_AT, "answer": "reset", "errno": 104, "takes_tls": True,},
        finds=('tls.not_tls',), outcome="fail", source="lab: redis/plain_to_tls",
    ),
    Example(
        "The app's pools need more connections than maxclients allows", "capacity",
        {**_AT, "used_memory": 409104, "maxmemory": 0, "maxmemory_policy": "noeviction", "connected_clients": 1,
         "maxclients": 20, "rdb_last_bgsave_status": "ok", "aof_last_write_status": "ok",
         "aof_last_bgrewrite_status": "ok", "evicted_keys": 0, "pool_size": 10, "processes": 4,},
        finds=('redis.too_many_clients',), outcome="fail", source="lab: redis/pool_larger_than_limit",
    ),
    Example(
        "What listens on Redis's port is fin", "hello",
        {**_AT, "answer": "closed",},
        finds=('tcp.reset',), outcome="fail", source="lab: redis/port_fin",
    ),
    Example(
        "What listens on Redis's port is garbage", "hello",
        {**_AT, "answer": "other", "speaker": "",
         "said": "...7.....&g.[.....*..o.d..5...Y....b........l.x.W.....x...7.",},
        finds=('tcp.wrong_service',), outcome="fail", source="lab: redis/port_garbage",
    ),
    Example(
        "An HTTP server answers on Redis's port", "hello",
        {**_AT, "answer": "other", "speaker": "HTTP",
         "said": "HTTP/1.1 200 OK..Server: lab..Content-Type: application/json",},
        finds=('tcp.wrong_service',), outcome="fail", source="lab: redis/port_http",
    ),
    Example(
        "What listens on Redis's port is mute", "hello",
        {**_AT, "answer": "mute",},
        finds=('tcp.mute',), outcome="fail", source="lab: redis/port_mute",
    ),
    Example(
        "What listens on Redis's port is rst", "hello",
        {**_AT, "answer": "reset", "errno": 104,},
        finds=('tcp.reset',), outcome="fail", source="lab: redis/port_rst",
    ),
    Example(
        "Protected mode: no password is set and the client comes from another host", "hello",
        {**_AT, "answer": "error", "code": "DENIED",
         "message": "DENIED Redis is running in protected mode because protected mode is enabled and no password is set for the default user. In this mode connections are only accepted from the loopback interface. If you ",},
        finds=('redis.auth',), outcome="fail", source="lab: redis/protected_mode",
    ),
    Example(
        "A replica that does not answer, because it has lost its master", "hello",
        {**_AT, "answer": "error", "code": "MASTERDOWN",
         "message": "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",},
        finds=('redis.read_only',), outcome="fail", source="lab: redis/replica_lost_master",
    ),
    Example(
        "Snapshots cannot be written, so the server refuses writes", "hello",
        {**_AT, "answer": "error", "code": "MISCONF",
         "message": "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk. Commands that may modify the data set are disabled, because this instance is configured to report error",},
        finds=('redis.persistence',), outcome="fail", source="lab: redis/snapshots_fail",
    ),
    Example(
        "The app's URL says rediss:// and the server speaks no TLS", "tls",
        {**_AT, "tls": True, "plain": True, "result": "silent",},
        finds=('tls.not_tls',), outcome="fail", source="lab: redis/tls_to_plain",
    ),
    Example(
        "The server's client limit is used up", "hello",
        {**_AT, "answer": "error", "code": "ERR", "message": "ERR max number of clients reached",},
        finds=('redis.too_many_clients',), outcome="fail", source="lab: redis/too_many_clients",
    ),
    Example(
        "The server is older than the oldest version that the vendor tests with", "version",
        {**_AT, "version": "7.0.15", "tested": ['98'],},
        finds=('redis.unsupported',), outcome="fail", source="lab: redis/too_old",
    ),
    Example(
        "The app's user is switched off", "login",
        {**_AT, "user": "app", "password_given": True, "database": 0, "answer": "error", "asked": "AUTH",
         "code": "WRONGPASS", "message": "WRONGPASS invalid username-password pair or user is disabled.",},
        finds=('redis.auth',), outcome="fail", source="lab: redis/user_disabled",
    ),
)
# fmt: on
