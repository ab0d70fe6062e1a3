"""Examples of traces."""

from __future__ import annotations

from farhand.model import Example

EXAMPLES = (
    Example(
        "OTLP: the deepest failing span says why",
        pasted='{"resourceSpans": [{"resource": {"attributes": [{"key": "service.name", "value": {"strin'
        'gValue": "billing"}}]}, "scopeSpans": [{"spans": [{"traceId": "5b8efff798038103d269b6338'
        '13fc60c", "spanId": "a1", "parentSpanId": "", "name": "GET /orders", "kind": 2, "startTi'
        'meUnixNano": "1544712660000000000", "endTimeUnixNano": "1544712665000000000", "attribute'
        's": [{"key": "http.status_code", "value": {"intValue": 500}}], "status": {"code": 2}},\n'
        ' {"traceId": "5b8efff798038103d269b633813fc60c", "spanId": "b2", "parentSpanId": "a1", "'
        'name": "SELECT orders", "kind": 3, "startTimeUnixNano": "1544712660010000000", "endTimeU'
        'nixNano": "1544712660040000000", "attributes": [{"key": "db.system", "value": {"stringVa'
        'lue": "postgresql"}}, {"key": "net.peer.name", "value": {"stringValue": "db.internal"}}]'
        ', "status": {"code": 2}, "events": [{"name": "exception", "attributes": [{"key": "except'
        'ion.type", "value": {"stringValue": "psycopg.errors.TooManyConnections"}}, {"key": "exce'
        'ption.message", "value": {"stringValue": "FATAL: sorry, too many clients already"}}]}]}]'
        "}]}]}\n",
        finds=("postgres.too_many_connections",),
        source="doc: OpenTelemetry, examples/trace.json, with other values",
    ),
    Example(
        "OTLP on one line: an answer of 429",
        pasted='{"resourceSpans": [{"resource": {"attributes": [{"key": "service.name", "value": {"strin'
        'gValue": "billing"}}]}, "scopeSpans": [{"spans": [{"traceId": "5b8efff798038103d269b6338'
        '13fc60c", "spanId": "a1", "parentSpanId": "", "name": "GET /pay", "kind": 2, "startTimeU'
        'nixNano": "1544712660000000000", "endTimeUnixNano": "1544712660090000000", "attributes":'
        ' [{"key": "http.response.status_code", "value": {"intValue": 500}}], "status": {"code": '
        '2}}, {"traceId": "5b8efff798038103d269b633813fc60c", "spanId": "b2", "parentSpanId": "a1'
        '", "name": "POST", "kind": 3, "startTimeUnixNano": "1544712660010000000", "endTimeUnixNa'
        'no": "1544712660080000000", "attributes": [{"key": "http.request.method", "value": {"str'
        'ingValue": "POST"}}, {"key": "server.address", "value": {"stringValue": "pay.example.com'
        '"}}, {"key": "http.response.status_code", "value": {"intValue": 429}}], "status": {"code'
        '": "STATUS_CODE_ERROR"}}]}]}]}\n',
        finds=("http.rate_limited",),
        source="doc: OpenTelemetry, examples/trace.json, with other values",
    ),
    Example(
        "OTLP: one query has the time",
        pasted="$ cat trace.json\n"
        '{"resourceSpans": [{"resource": {"attributes": [{"key": "service.name", "value": {"strin'
        'gValue": "billing"}}]}, "scopeSpans": [{"spans": [{"traceId": "5b8efff798038103d269b6338'
        '13fc60c", "spanId": "a1", "parentSpanId": "", "name": "GET /users", "kind": "SPAN_KIND_S'
        'ERVER", "startTimeUnixNano": "1544712660000000000", "endTimeUnixNano": "1544712672600000'
        '000", "attributes": [{"key": "http.status_code", "value": {"intValue": 200}}], "status":'
        " {}},\n"
        ' {"traceId": "5b8efff798038103d269b633813fc60c", "spanId": "b2", "parentSpanId": "a1", "'
        'name": "SELECT users", "kind": "SPAN_KIND_CLIENT", "startTimeUnixNano": "154471266010000'
        '0000", "endTimeUnixNano": "1544712672500000000", "attributes": [{"key": "db.system", "va'
        'lue": {"stringValue": "postgresql"}}, {"key": "db.statement", "value": {"stringValue": "'
        'select * from users where lower(mail) = $1"}}], "status": {}}]}]}]}\n',
        finds=("db.slow_query",),
        source="doc: OpenTelemetry, examples/trace.json, with other values",
    ),
    Example(
        "OTLP: all is well",
        pasted='{"resourceSpans": [{"resource": {"attributes": [{"key": "service.name", "value": {"strin'
        'gValue": "billing"}}]}, "scopeSpans": [{"spans": [{"traceId": "5b8efff798038103d269b6338'
        '13fc60c", "spanId": "a1", "parentSpanId": "", "name": "GET /users", "kind": 2, "startTim'
        'eUnixNano": "1544712660000000000", "endTimeUnixNano": "1544712660120000000", "attributes'
        '": [{"key": "http.status_code", "value": {"intValue": 200}}], "status": {}}, {"traceId":'
        ' "5b8efff798038103d269b633813fc60c", "spanId": "b2", "parentSpanId": "a1", "name": "SELE'
        'CT users", "kind": 3, "startTimeUnixNano": "1544712660010000000", "endTimeUnixNano": "15'
        '44712660060000000", "attributes": [{"key": "db.system", "value": {"stringValue": "postgr'
        'esql"}}], "status": {}}]}]}]}\n',
        outcome="healthy",
        source="doc: OpenTelemetry, examples/trace.json, with other values",
    ),
    Example(
        "OTLP: cut off after the span that timed out",
        pasted='{"resourceSpans": [{"resource": {"attributes": [{"key": "service.name", "value": {"strin'
        'gValue": "billing"}}]}, "scopeSpans": [{"spans": [{"traceId": "5b8efff798038103d269b6338'
        '13fc60c", "spanId": "b2", "parentSpanId": "a1", "name": "GET", "kind": 3, "startTimeUnix'
        'Nano": "1544712660010000000", "endTimeUnixNano": "1544712670010000000", "attributes": [{'
        '"key": "http.request.method", "value": {"stringValue": "GET"}}, {"key": "server.address"'
        ', "value": {"stringValue": "api.example.com"}}, {"key": "error.type", "value": {"stringV'
        'alue": "timeout"}}], "status": {"code": 2}},\n'
        ' {"traceId": "5b8efff798038103d269b633813fc60c", ',
        finds=("http.timeout",),
        source="doc: OpenTelemetry, examples/trace.json, with other values, cut off",
    ),
    Example(
        "Jaeger: another service is slow",
        pasted='{"data": [{"traceID": "3fd6", "spans": [{"traceID": "3fd6", "spanID": "r1", "operationNa'
        'me": "HTTP GET /dispatch", "references": [], "startTime": 1700000000000000, "duration": '
        '3100000, "tags": [{"key": "span.kind", "type": "string", "value": "server"}], "logs": []'
        ', "processID": "p1"},\n'
        ' {"traceID": "3fd6", "spanID": "r2", "operationName": "FindDriver", "references": [{"ref'
        'Type": "CHILD_OF", "traceID": "3fd6", "spanID": "r1"}], "startTime": 1700000000010000, "'
        'duration": 2900000, "tags": [{"key": "span.kind", "type": "string", "value": "client"}, '
        '{"key": "http.url", "type": "string", "value": "http://drivers:8082/find"}, {"key": "pee'
        'r.service", "type": "string", "value": "drivers"}], "logs": [], "processID": "p1"}], "pr'
        'ocesses": {"p1": {"serviceName": "frontend", "tags": []}}}]}\n',
        finds=("http.timeout",),
        source="doc: Jaeger, its query API, with other values",
    ),
    Example(
        "Jaeger: a refused connection",
        pasted='{"data": [{"traceID": "3fd6", "spans": [{"traceID": "3fd6", "spanID": "r1", "operationNa'
        'me": "HTTP GET /dispatch", "references": [], "startTime": 1700000000000000, "duration": '
        '3100000, "tags": [{"key": "span.kind", "type": "string", "value": "server"}], "logs": []'
        ', "processID": "p1"}, {"traceID": "3fd6", "spanID": "r2", "operationName": "FindDriver",'
        ' "references": [{"refType": "CHILD_OF", "traceID": "3fd6", "spanID": "r1"}], "startTime"'
        ': 1700000000010000, "duration": 2000, "tags": [{"key": "span.kind", "type": "string", "v'
        'alue": "client"}, {"key": "http.url", "type": "string", "value": "http://drivers:8082/fi'
        'nd"}, {"key": "peer.service", "type": "string", "value": "drivers"}, {"key": "error", "t'
        'ype": "bool", "value": true}], "logs": [{"timestamp": 1, "fields": [{"key": "event", "va'
        'lue": "error"}, {"key": "message", "value": "dial tcp 10.0.0.9:8082: connect: connection'
        ' refused"}]}], "processID": "p1"}], "processes": {"p1": {"serviceName": "frontend", "tag'
        's": []}}}]}\n',
        finds=("tcp.refused",),
        source="doc: Jaeger, its query API, with other values",
    ),
    Example(
        "Zipkin: a bad gateway below",
        pasted='[{"traceId": "d2f", "id": "d2f", "kind": "SERVER", "name": "get /", "timestamp": 1700000'
        '000000000, "duration": 90000, "localEndpoint": {"serviceName": "frontend"}, "tags": {"ht'
        'tp.method": "GET", "error": "500"}}, {"traceId": "d2f", "parentId": "d2f", "id": "a32", '
        '"kind": "CLIENT", "name": "get", "timestamp": 1700000000004000, "duration": 80000, "loca'
        'lEndpoint": {"serviceName": "frontend"}, "remoteEndpoint": {"serviceName": "backend"}, "'
        'tags": {"http.method": "GET", "http.status_code": "502", "error": "502"}}]\n',
        finds=("http.bad_gateway",),
        source="doc: Zipkin API v2, with other values",
    ),
    Example(
        "Zipkin: all is well",
        pasted='[{"traceId": "d2f", "id": "d2f", "kind": "SERVER", "name": "get /", "timestamp": 1700000'
        '000000000, "duration": 90000, "localEndpoint": {"serviceName": "frontend"}, "tags": {"ht'
        'tp.method": "GET"}}, {"traceId": "d2f", "parentId": "d2f", "id": "a32", "kind": "CLIENT"'
        ', "name": "get", "timestamp": 1700000000004000, "duration": 80000, "localEndpoint": {"se'
        'rviceName": "frontend"}, "remoteEndpoint": {"serviceName": "backend"}, "tags": {"http.me'
        'thod": "GET"}}]\n',
        outcome="healthy",
        source="doc: Zipkin API v2, with other values",
    ),
    Example(
        "Jaeger: fast, without an error",
        pasted='{"data": [{"traceID": "3f", "spans": [{"traceID": "3f", "spanID": "r1", "operationName":'
        ' "GET /", "references": [], "startTime": 1700000000000000, "duration": 31000, "tags": []'
        ', "logs": [], "processID": "p1"}], "processes": {"p1": {"serviceName": "frontend"}}}]}\n',
        outcome="healthy",
        source="doc: Jaeger, its query API, with other values",
    ),
)
