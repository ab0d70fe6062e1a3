"""Examples of metrics, with faults and without."""

from __future__ import annotations

from farhand.model import Example

EXAMPLES = (
    Example(
        "a query of twelve seconds",
        pasted="$ curl -s http://localhost:9090/metrics | grep duration\n"
        'database_query_duration_seconds{query="get_user"} 12.4\n',
        finds=("db.slow_query",),
        source="made after the exposition format of Prometheus",
    ),
    Example(
        "the average of a histogram",
        pasted="# HELP db_query_duration_seconds Time of queries\n"
        "# TYPE db_query_duration_seconds histogram\n"
        'db_query_duration_seconds_bucket{le="0.1",query="get_user"} 0.0\n'
        'db_query_duration_seconds_bucket{le="1.0",query="get_user"} 0.0\n'
        'db_query_duration_seconds_bucket{le="5.0",query="get_user"} 0.0\n'
        'db_query_duration_seconds_bucket{le="10.0",query="get_user"} 0.0\n'
        'db_query_duration_seconds_bucket{le="+Inf",query="get_user"} 20.0\n'
        'db_query_duration_seconds_count{query="get_user"} 20.0\n'
        'db_query_duration_seconds_sum{query="get_user"} 248.00000000000009\n'
        'db_query_duration_seconds_bucket{le="0.1",query="ping"} 20.0\n'
        'db_query_duration_seconds_bucket{le="1.0",query="ping"} 20.0\n'
        'db_query_duration_seconds_bucket{le="5.0",query="ping"} 20.0\n'
        'db_query_duration_seconds_bucket{le="10.0",query="ping"} 20.0\n'
        'db_query_duration_seconds_bucket{le="+Inf",query="ping"} 20.0\n'
        'db_query_duration_seconds_count{query="ping"} 20.0\n'
        'db_query_duration_seconds_sum{query="ping"} 0.04000000000000002\n'
        "# HELP db_query_duration_seconds_created Time of queries\n"
        "# TYPE db_query_duration_seconds_created gauge\n"
        'db_query_duration_seconds_created{query="get_user"} 1.7956822522479904e+09\n'
        'db_query_duration_seconds_created{query="ping"} 1.7956822522480292e+09\n',
        finds=("db.slow_query",),
        source="run: prometheus_client 0.26, generate_latest, without the lines that it writes of itself",
    ),
    Example(
        "buckets only, cut off",
        pasted='db_query_duration_seconds_bucket{le="0.1",query="get_user"} 0.0\n'
        'db_query_duration_seconds_bucket{le="1.0",query="get_user"} 0.0\n'
        'db_query_duration_seconds_bucket{le="5.0",query="get_user"} 0.0\n'
        'db_query_duration_seconds_bucket{le="10.0",query="get_user"} 0.0\n'
        'db_query_duration_seconds_bucket{le="+Inf",query="get_user"} 20.0\n'
        "db_query_duration_sec",
        finds=("db.slow_query",),
        source="run: prometheus_client 0.26, grep bucket",
    ),
    Example(
        "a median of seconds",
        pasted="# TYPE sql_latency_seconds summary\n"
        'sql_latency_seconds{statement="select orders",quantile="0.5"} 3.2\n'
        'sql_latency_seconds{statement="select orders",quantile="0.99"} 14.81\n',
        finds=("db.slow_query",),
        source="doc: prometheus.io, exposition formats, summary",
    ),
    Example(
        "quick queries",
        pasted="# TYPE database_query_duration_seconds gauge\n"
        'database_query_duration_seconds{query="get_user"} 0.0124\n'
        'database_query_duration_seconds{query="list_orders"} 0.21\n',
        outcome="healthy",
        source="made after the exposition format of Prometheus",
    ),
    Example(
        "a full pool of HikariCP",
        pasted="# HELP hikaricp_connections_active Active connections\n"
        "# TYPE hikaricp_connections_active gauge\n"
        'hikaricp_connections_active{application="billing",pool="HikariPool-1",} 10.0\n'
        "# HELP hikaricp_connections_max Max connections\n"
        "# TYPE hikaricp_connections_max gauge\n"
        'hikaricp_connections_max{application="billing",pool="HikariPool-1",} 10.0\n'
        'hikaricp_connections_idle{application="billing",pool="HikariPool-1",} 0.0\n'
        'hikaricp_connections_pending{application="billing",pool="HikariPool-1",} 27.0\n',
        finds=("db.pool_exhausted",),
        source="source: micrometer HikariCPMetrics and its Prometheus registry",
    ),
    Example(
        "the same pool with room",
        pasted="# HELP hikaricp_connections_active Active connections\n"
        "# TYPE hikaricp_connections_active gauge\n"
        'hikaricp_connections_active{application="billing",pool="HikariPool-1",} 2.0\n'
        "# HELP hikaricp_connections_max Max connections\n"
        "# TYPE hikaricp_connections_max gauge\n"
        'hikaricp_connections_max{application="billing",pool="HikariPool-1",} 10.0\n'
        'hikaricp_connections_idle{application="billing",pool="HikariPool-1",} 8.0\n'
        'hikaricp_connections_pending{application="billing",pool="HikariPool-1",} 0.0\n',
        outcome="healthy",
        source="source: micrometer HikariCPMetrics and its Prometheus registry",
    ),
    Example(
        "a slow query fills the pool",
        pasted="# HELP hikaricp_connections_active Active connections\n"
        "# TYPE hikaricp_connections_active gauge\n"
        'hikaricp_connections_active{application="billing",pool="HikariPool-1",} 10.0\n'
        "# HELP hikaricp_connections_max Max connections\n"
        "# TYPE hikaricp_connections_max gauge\n"
        'hikaricp_connections_max{application="billing",pool="HikariPool-1",} 10.0\n'
        'hikaricp_connections_idle{application="billing",pool="HikariPool-1",} 0.0\n'
        'hikaricp_connections_pending{application="billing",pool="HikariPool-1",} 27.0\n'
        'database_query_duration_seconds{query="get_user"} 12.4\n',
        finds=(
            "db.slow_query",
            "db.pool_exhausted",
        ),
        source="made after both",
    ),
    Example(
        "the pool of Go's database/sql",
        pasted="# TYPE go_sql_in_use_connections gauge\n"
        'go_sql_in_use_connections{db_name="shop"} 25\n'
        "# TYPE go_sql_max_open_connections gauge\n"
        'go_sql_max_open_connections{db_name="shop"} 25\n'
        "# TYPE go_sql_idle_connections gauge\n"
        'go_sql_idle_connections{db_name="shop"} 0\n'
        "# TYPE go_sql_wait_count_total counter\n"
        'go_sql_wait_count_total{db_name="shop"} 4711\n',
        finds=("db.pool_exhausted",),
        source="source: client_golang collectors/dbstats_collector.go",
    ),
    Example(
        "a pool with names of its own",
        pasted="app_db_pool_checked_out 10\napp_db_pool_size 10\napp_db_pool_waiting 4\n",
        finds=("db.pool_exhausted",),
        source="made after the output of prometheus_client 0.26",
    ),
    Example(
        "the server has no connection left",
        pasted='pg_settings_max_connections{server="10.0.0.5:5432"} 100\n'
        'pg_stat_activity_count{datname="shop",state="active",server="10.0.0.5:5432"} 4\n'
        'pg_stat_activity_count{datname="shop",state="idle",server="10.0.0.5:5432"} 94\n',
        finds=("postgres.too_many_connections",),
        source="source: postgres_exporter, its metrics by name",
    ),
    Example(
        "clients wait in PgBouncer",
        pasted='pgbouncer_pools_client_active_connections{database="shop",user="app"} 20\n'
        'pgbouncer_pools_client_waiting_connections{database="shop",user="app"} 31\n'
        'pgbouncer_pools_server_active_connections{database="shop",user="app"} 20\n',
        finds=("postgres.pooler",),
        source="source: pgbouncer_exporter, its metrics by name",
    ),
    Example(
        "a third of the requests fail",
        pasted="# HELP http_requests_total x\n"
        "# TYPE http_requests_total counter\n"
        'http_requests_total{method="GET",status="200"} 100.0\n'
        'http_requests_total{method="GET",status="500"} 60.0\n',
        finds=("http.server_error",),
        source="run: prometheus_client 0.26",
    ),
    Example(
        "old errors, and none between two scrapes",
        pasted='http_requests_total{status="200"} 1000\n'
        'http_requests_total{status="500"} 600\n'
        "\n"
        "$ sleep 30; curl -s localhost:9090/metrics | grep http_requests\n"
        'http_requests_total{status="200"} 1900\n'
        'http_requests_total{status="500"} 600\n',
        outcome="healthy",
        source="made after the exposition format of Prometheus",
    ),
    Example(
        "errors between two scrapes",
        pasted='http_requests_total{status="200"} 100000\n'
        'http_requests_total{status="500"} 60\n'
        "\n"
        "$ sleep 30; curl -s localhost:9090/metrics | grep http_requests\n"
        'http_requests_total{status="200"} 100080\n'
        'http_requests_total{status="500"} 210\n',
        finds=("http.server_error",),
        source="made after the exposition format of Prometheus",
    ),
    Example(
        "files are used up",
        pasted="process_max_fds 1024.0\nprocess_open_fds 1021.0\n",
        finds=("limits.files",),
        source="run: prometheus_client 0.26, ProcessCollector, other numbers",
    ),
    Example(
        "a container was killed for memory",
        pasted='kube_pod_container_status_last_terminated_reason{namespace="shop",pod="web-0",container='
        '"web",reason="Error"} 0\n'
        'kube_pod_container_status_last_terminated_reason{namespace="shop",pod="web-0",container='
        '"web",reason="OOMKilled"} 0\n'
        'container_oom_events_total{container="web",pod="web-0"} 3\n',
        finds=("memory.oom_killed",),
        source="source: kube-state-metrics and cAdvisor, their metrics by name",
    ),
    Example(
        "a certificate that ended before the clock of the same scrape",
        pasted="node_time_seconds 1.795681103e+09\n"
        'probe_ssl_earliest_cert_expiry{instance="https://api.example.com"} 1.79500000e+09\n',
        finds=("tls.expired",),
        source="source: blackbox_exporter and node_exporter, their metrics by name",
    ),
    Example(
        "a target that is down",
        pasted='up{instance="10.0.0.4:8080",job="billing"} 0\nup{instance="10.0.0.5:8080",job="billing"} 1\n',
        finds=("tcp.refused",),
        source="doc: prometheus.io, jobs and instances",
    ),
    Example(
        "an app at rest",
        pasted="# HELP process_open_fds Number of open file descriptors.\n"
        "# TYPE process_open_fds gauge\n"
        "process_open_fds 7.0\n"
        "# HELP process_max_fds Maximum number of open file descriptors.\n"
        "# TYPE process_max_fds gauge\n"
        "process_max_fds 20000.0\n",
        outcome="healthy",
        source="run: prometheus_client 0.26, ProcessCollector",
    ),
    Example(
        "nothing that can be judged",
        pasted='# TYPE orders_total counter\norders_total{kind="new"} 412\n',
        outcome="undecided",
        source="made after the exposition format of Prometheus",
    ),
    Example(
        "the reason of a container's end",
        pasted='kube_pod_container_status_last_terminated_reason{pod="web-0",reason="Completed"} 0\n'
        'kube_pod_container_status_last_terminated_reason{pod="web-0",reason="OOMKilled"} 1\n',
        finds=("memory.oom_killed",),
        source="source: kube-state-metrics, its metrics by name",
    ),
    Example(
        "a consumer that falls behind between two scrapes",
        pasted='kafka_consumergroup_lag{consumergroup="billing",topic="orders",partition="0"} 100\n\n'
        'kafka_consumergroup_lag{consumergroup="billing",topic="orders",partition="0"} 9000\n',
        finds=("kafka.group",),
        source="source: kafka_exporter, its metrics by name",
    ),
)
