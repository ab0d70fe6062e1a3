"""Examples of what health endpoints answer."""

from __future__ import annotations

from farhand.model import Example

EXAMPLES = (
    Example(
        "Farhand's flat form",
        pasted='{"status": "unhealthy", "database": "connected", "external_api": "timeout"}\n',
        finds=("http.timeout",),
        source="doc: Farhand's contract, flat form",
    ),
    Example(
        "healthy in name only",
        pasted="$ curl -s localhost:8080/health | jq .\n"
        "{\n"
        '  "status": "healthy",\n'
        '  "database": "connected",\n'
        '  "redis": "connected",\n'
        '  "external_api": "timeout"\n'
        "}\n",
        finds=("http.timeout",),
        source="doc: Farhand's contract, flat form",
    ),
    Example(
        "all connected",
        pasted='{"status": "healthy", "database": "connected", "redis": "connected", "external_api": "co'
        'nnected"}\n',
        outcome="healthy",
        source="doc: Farhand's contract, flat form",
    ),
    Example(
        "alarms that are not raised",
        pasted='{"status": "ok", "message": "Node is healthy", "details": {"node": "rabbit@mq1", '
        '"disk_free_alarm": false, "mem_alarm": false}}\n',
        outcome="healthy",
        source="made after answers of a broker's node",
    ),
    Example(
        "an alarm that is raised",
        pasted='{"status": "fail", "details": {"node": "rabbit@mq1", '
        '"disk_free_alarm": true, "mem_alarm": false}}\n',
        finds=("amqp.blocked",),
        source="made after answers of a broker's node",
    ),
    Example(
        "Actuator: the database says why",
        pasted="HTTP/1.1 503\n"
        "Content-Type: application/vnd.spring-boot.actuator.v3+json\n"
        "\n"
        '{"status": "DOWN", "components": {"db": {"status": "DOWN", "details": {"error": "org.spr'
        "ingframework.jdbc.CannotGetJdbcConnectionException: Failed to obtain JDBC Connection; FA"
        'TAL: sorry, too many clients already"}}, "ping": {"status": "UP"}}}\n',
        finds=("postgres.too_many_connections",),
        source="source: Spring Boot DataSourceHealthIndicator; message of PostgreSQL",
    ),
    Example(
        "Actuator: disk below its threshold",
        pasted="{\n"
        '  "status": "DOWN",\n'
        '  "components": {\n'
        '    "diskSpace": {\n'
        '      "status": "DOWN",\n'
        '      "details": {\n'
        '        "total": 107374182400,\n'
        '        "free": 8388608,\n'
        '        "threshold": 10485760,\n'
        '        "path": "/app/.",\n'
        '        "exists": true\n'
        "      }\n"
        "    },\n"
        '    "ping": {\n'
        '      "status": "UP"\n'
        "    }\n"
        "  }\n"
        "}\n",
        finds=("fs.full",),
        source="source: Spring Boot DiskSpaceHealthIndicator",
    ),
    Example(
        "Actuator: all up",
        pasted='{"status": "UP", "components": {"db": {"status": "UP", "details": {"database": "PostgreS'
        'QL", "validationQuery": "isValid()"}}, "diskSpace": {"status": "UP", "details": {"total"'
        ': 107374182400, "free": 68719476736, "threshold": 10485760}}, "redis": {"status": "UP", '
        '"details": {"version": "7.2.3"}}}, "groups": ["liveness", "readiness"]}\n',
        outcome="healthy",
        source="source: Spring Boot Actuator",
    ),
    Example(
        "Actuator: only a state",
        pasted='{"status":"UP"}\n',
        outcome="healthy",
        source="source: Spring Boot Actuator",
    ),
    Example(
        "Actuator: only that it is down",
        pasted='{"status":"DOWN","groups":["liveness","readiness"]}\n',
        outcome="undecided",
        source="source: Spring Boot Actuator",
    ),
    Example(
        "health+json: clock and mongo",
        pasted="{\n"
        '  "status": "fail",\n'
        '  "version": "1",\n'
        '  "checks": {\n'
        '    "mongo:connection": [\n'
        "      {\n"
        '        "componentType": "datastore",\n'
        '        "status": "fail"\n'
        "      }\n"
        "    ],\n"
        '    "cpu:utilization": [\n'
        "      {\n"
        '        "observedValue": 85,\n'
        '        "observedUnit": "percent",\n'
        '        "status": "pass"\n'
        "      }\n"
        "    ]\n"
        "  }\n"
        "}\n",
        finds=("mongodb.unavailable",),
        source="doc: draft-inadarei-api-health-check",
    ),
    Example(
        "ASP.NET Core UI: unhealthy without words",
        pasted="{\n"
        '  "status": "Unhealthy",\n'
        '  "totalDuration": "00:00:00.1",\n'
        '  "entries": {\n'
        '    "disk": {\n'
        '      "data": {},\n'
        '      "duration": "00:00:00.01",\n'
        '      "status": "Unhealthy"\n'
        "    },\n"
        '    "redis": {\n'
        '      "data": {},\n'
        '      "duration": "00:00:00.02",\n'
        '      "status": "Healthy"\n'
        "    }\n"
        "  }\n"
        "}\n",
        finds=("fs.full",),
        source="source: AspNetCore.HealthChecks.UI.Client",
    ),
    Example(
        "MicroProfile: all up",
        pasted='{"status": "UP", "checks": [{"name": "Database connections health check", "status": "UP"'
        '}, {"name": "kafka", "status": "UP", "data": {"topic": "orders"}}]}\n',
        outcome="healthy",
        source="doc: MicroProfile Health 4.0",
    ),
    Example(
        "django-health-check",
        pasted='{"Cache backend: default": "working", "DatabaseBackend": "unavailable: OperationalError:'
        ' connection to server at \\"10.0.0.5\\", port 5432 failed: Connection refused"}\n',
        finds=("tcp.refused",),
        source="source: django-health-check, its JSON; message of libpq",
    ),
    Example(
        "a red cluster",
        pasted="{\n"
        '  "cluster_name": "logs",\n'
        '  "status": "red",\n'
        '  "timed_out": false,\n'
        '  "number_of_nodes": 2,\n'
        '  "number_of_data_nodes": 2,\n'
        '  "active_primary_shards": 8,\n'
        '  "unassigned_shards": 12\n'
        "}\n",
        finds=("search.cluster",),
        source="doc: Elasticsearch, cluster health",
    ),
    Example(
        "a green cluster",
        pasted="{\n"
        '  "cluster_name": "logs",\n'
        '  "status": "green",\n'
        '  "timed_out": false,\n'
        '  "number_of_nodes": 3,\n'
        '  "active_primary_shards": 8,\n'
        '  "unassigned_shards": 0\n'
        "}\n",
        outcome="healthy",
        source="doc: Elasticsearch, cluster health",
    ),
    Example(
        "Consul: all passing",
        pasted='[{"Node": "n1", "CheckID": "serfHealth", "Name": "Serf Health Status", "Status": "passin'
        'g", "Output": "Agent alive and reachable", "ServiceName": ""}, {"Node": "n1", "CheckID":'
        ' "service:web", "Name": "web", "Status": "passing", "Output": "HTTP GET http://10.0.0.4:'
        '8080/health: 200 OK", "ServiceName": "web"}]\n',
        outcome="healthy",
        source="doc: Consul, health checks",
    ),
    Example(
        "readyz, verbose",
        pasted="[+]ping ok\n[+]log ok\n[+]etcd ok\nreadyz check passed\n",
        outcome="healthy",
        source="doc: Kubernetes, API health endpoints",
    ),
    Example(
        "one word",
        pasted="$ curl http://localhost:8080/healthz\nOK\n",
        outcome="healthy",
        source="made after many health endpoints",
    ),
    Example(
        "cut off",
        pasted='{\n  "status": "unhealthy",\n  "database": "refused",\n  "cache',
        finds=("tcp.refused",),
        source="doc: Farhand's contract, flat form, cut off",
    ),
)
