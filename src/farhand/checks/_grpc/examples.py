"""Real facts, captured in the lab (tests/lab), and what they must lead to."""
# ruff: noqa: E501  (what a server says is not broken into lines)

from __future__ import annotations

from farhand.model import Example

# fmt: off
EXAMPLES: tuple[Example, ...] = (
    Example(
        "A server with three services, all of which serve: hello", "hello",
        {'host': '10.77.2.2', 'port': 50051, 'tls': False, 'run_by': 'customer', 'answer': 'ok'},
        finds=(), outcome="pass", source="lab: control/grpc_plain",
    ),
    Example(
        "A server with three services, all of which serve: health", "health",
        {'host': '10.77.2.2', 'port': 50051, 'tls': False, 'run_by': 'customer', 'sent_login': False, 'declared': True, 'has_health': None, 'services': [{'service': 'shop.Orders', 'answer': 'grpc', 'grpc': 0, 'health': 'SERVING'}, {'service': 'shop.Stock', 'answer': 'grpc', 'grpc': 0, 'health': 'SERVING'}]},
        finds=(), outcome="pass", source="lab: control/grpc_plain",
    ),
    Example(
        "A server that has no health service: it answers, which is no fault", "health",
        {'host': '10.77.2.2', 'port': 50051, 'tls': False, 'run_by': 'customer', 'sent_login': False, 'declared': False, 'has_health': None, 'services': [{'service': '', 'answer': 'grpc', 'grpc': 12, 'message': 'Method not found!'}]},
        finds=(), outcome="warn", source="lab: control/grpc_without_health",
    ),
    Example(
        "nginx ends TLS and passes gRPC on, by host name: hello", "hello",
        {'host': 'orders.lab.test', 'port': 443, 'tls': True, 'run_by': 'customer', 'alpn': 'h2', 'answer': 'ok'},
        finds=(), outcome="pass", source="lab: control/grpc_through_nginx",
    ),
    Example(
        "nginx ends TLS and passes gRPC on, by host name: health", "health",
        {'host': 'orders.lab.test', 'port': 443, 'tls': True, 'run_by': 'customer', 'sent_login': False, 'declared': False, 'has_health': None, 'services': [{'service': '', 'answer': 'grpc', 'grpc': 0, 'server': 'nginx/1.22.1', 'health': 'SERVING'}]},
        finds=(), outcome="pass", source="lab: control/grpc_through_nginx",
    ),
    Example(
        "The service says of itself that it does not serve", "health",
        {'host': '10.77.2.2', 'port': 50051, 'tls': False, 'run_by': 'vendor', 'sent_login': False, 'declared': True, 'has_health': None, 'services': [{'service': 'shop.Orders', 'answer': 'grpc', 'grpc': 0, 'health': 'NOT_SERVING'}]},
        finds=('http.server_error',), outcome="fail", source="lab: grpc/not_serving",
    ),
    Example(
        "The app asks for version 2 of a service, and the server has version 1", "health",
        {'host': '10.77.2.2', 'port': 50051, 'tls': False, 'run_by': 'customer', 'sent_login': False, 'declared': True, 'has_health': None, 'services': [{'service': 'shop.v2.Orders', 'answer': 'grpc', 'grpc': 5}]},
        finds=('http.not_found',), outcome="fail", source="lab: grpc/service_unknown",
    ),
    Example(
        "The app has another token than the server takes", "health",
        {'host': '10.77.2.2', 'port': 50051, 'tls': False, 'run_by': 'customer', 'sent_login': True, 'declared': False, 'has_health': None, 'services': [{'service': '', 'answer': 'grpc', 'grpc': 16, 'message': 'invalid or missing token'}]},
        finds=('http.unauthorized',), outcome="fail", source="lab: grpc/token_wrong",
    ),
    Example(
        "The server knows the app and does not let it call", "health",
        {'host': '10.77.2.2', 'port': 50051, 'tls': False, 'run_by': 'customer', 'sent_login': False, 'declared': False, 'has_health': None, 'services': [{'service': '', 'answer': 'grpc', 'grpc': 7, 'message': 'client app has no role caller'}]},
        finds=('http.forbidden',), outcome="fail", source="lab: grpc/not_allowed",
    ),
    Example(
        "All calls that the server takes at once are taken", "health",
        {'host': '10.77.2.2', 'port': 50051, 'tls': False, 'run_by': 'customer', 'sent_login': False, 'declared': False, 'has_health': None, 'services': [{'service': '', 'answer': 'grpc', 'grpc': 8, 'message': 'Concurrent RPC limit exceeded!'}]},
        finds=('http.rate_limited',), outcome="fail", source="lab: grpc/exhausted",
    ),
    Example(
        "The server speaks HTTP/2, and no call is ever answered", "health",
        {'host': '10.77.2.2', 'port': 50051, 'tls': False, 'run_by': 'customer', 'sent_login': False, 'declared': False, 'has_health': None, 'services': [{'service': '', 'answer': 'grpc', 'grpc': 4, 'message': 'Deadline Exceeded'}]},
        finds=('http.timeout',), outcome="fail", source="lab: grpc/hangs",
    ),
    Example(
        "nginx passes gRPC on to a port where nothing listens", "health",
        {'host': '10.77.2.2', 'port': 50051, 'tls': False, 'run_by': 'customer', 'sent_login': False, 'declared': False, 'has_health': None, 'services': [{'service': '', 'answer': 'http', 'status': 502, 'headers': {'server': 'nginx/1.22.1', 'content-type': 'text/html'}, 'body_bytes': 157, 'title': '502 Bad Gateway', 'body_kind': 'html', 'text': '502 Bad Gateway 502 Bad Gateway nginx/1.22.1', 'method': 'POST', 'path': '/grpc.health.v1.Health/Check'}]},
        finds=('http.bad_gateway',), outcome="fail", source="lab: grpc/nginx_backend_down",
    ),
    Example(
        "nginx has no backend, and says so in the words of gRPC", "health",
        {'host': '10.77.2.2', 'port': 50051, 'tls': False, 'run_by': 'customer', 'sent_login': False, 'declared': False, 'has_health': None, 'services': [{'service': '', 'answer': 'grpc', 'grpc': 14, 'message': 'unavailable', 'server': 'nginx/1.22.1'}]},
        finds=('http.bad_gateway',), outcome="fail", source="lab: grpc/nginx_says_unavailable",
    ),
    Example(
        "haproxy in front of gRPC has no server left", "health",
        {'host': '10.77.2.2', 'port': 50051, 'tls': False, 'run_by': 'vendor', 'sent_login': False, 'declared': False, 'has_health': None, 'services': [{'service': '', 'answer': 'http', 'status': 503, 'headers': {'content-type': 'text/html'}, 'body_bytes': 107, 'title': '', 'body_kind': 'html', 'text': '503 Service Unavailable No server is available to handle this request.', 'method': 'POST', 'path': '/grpc.health.v1.Health/Check'}]},
        finds=('http.bad_gateway',), outcome="fail", source="lab: grpc/haproxy_no_server",
    ),
    Example(
        "nginx speaks HTTP/2, and passes gRPC on as HTTP/1", "health",
        {'host': '10.77.2.2', 'port': 50051, 'tls': False, 'run_by': 'customer', 'sent_login': False, 'declared': False, 'has_health': None, 'services': [{'service': '', 'answer': 'http', 'status': 0, 'headers': {'server': 'nginx/1.22.1'}, 'body_bytes': 46, 'title': '', 'body_kind': 'text', 'text': '@ @ @ � ?', 'method': 'POST', 'path': '/grpc.health.v1.Health/Check'}]},
        finds=('http.wrong_backend',), outcome="fail", source="lab: grpc/nginx_proxy_pass",
    ),
    Example(
        "A web site answers in HTTP/2 where the gRPC server should be", "health",
        {'host': '10.77.2.2', 'port': 50051, 'tls': False, 'run_by': 'customer', 'sent_login': False, 'declared': False, 'has_health': None, 'services': [{'service': '', 'answer': 'http', 'status': 200, 'headers': {'server': 'nginx/1.22.1', 'content-type': 'text/html'}, 'body_bytes': 35, 'title': 'Welcome', 'body_kind': 'html', 'text': 'Welcome', 'method': 'POST', 'path': '/grpc.health.v1.Health/Check'}]},
        finds=('http.wrong_backend',), outcome="fail", source="lab: grpc/web_page",
    ),
    Example(
        "nginx in front of gRPC has no http2 in its listen line", "hello",
        {'host': '10.77.2.2', 'port': 50051, 'tls': False, 'run_by': 'customer', 'answer': 'http1', 'status': 400, 'headers': {'server': 'nginx/1.22.1', 'content-type': 'text/html'}, 'body_bytes': 157, 'title': '400 Bad Request', 'body_kind': 'html', 'text': '400 Bad Request 400 Bad Request nginx/1.22.1', 'method': 'POST', 'path': '/grpc.health.v1.Health/Check'},
        finds=('http.wrong_backend',), outcome="fail", source="lab: grpc/nginx_without_http2",
    ),
    Example(
        "nginx ends TLS for gRPC, and offers HTTP/1.1 only", "tls",
        {'host': '10.77.2.2', 'port': 50051, 'kind': 'grpc', 'run_by': 'customer', 'via': '', 'result': 'alert', 'alert': {'number': 120, 'name': 'no_application_protocol'}, 'asked_client_cert': False, 'version': '', 'cipher': '', 'received': 7, 'gave_client_cert': False, 'other_names': {'none': 'no_application_protocol', 'other': 'no_application_protocol', 'same': 'no_application_protocol'}},
        finds=('http.wrong_backend',), outcome="fail", source="lab: grpc/nginx_tls_without_http2",
    ),
    Example(
        "A balancer ends TLS without ALPN; new gRPC libraries hang up there", "hello",
        {'host': '10.77.2.2', 'port': 50051, 'tls': True, 'run_by': 'customer', 'alpn': '', 'answer': 'ok'},
        finds=('http.wrong_backend',), outcome="fail", source="lab: grpc/tls_without_alpn",
    ),
    Example(
        "A web server that speaks HTTP/1.1 only has the port", "hello",
        {'host': '10.77.2.2', 'port': 50051, 'tls': False, 'run_by': 'customer', 'answer': 'http1', 'status': 200, 'headers': {'server': 'lab', 'content-type': 'application/json'}, 'body_bytes': 12, 'title': '', 'body_kind': 'json', 'text': '{"ok": true}', 'method': 'POST', 'path': '/grpc.health.v1.Health/Check'},
        finds=('tcp.wrong_service',), outcome="fail", source="lab: grpc/port_http1",
    ),
    Example(
        "The server speaks TLS only, and the app's URL says grpc://", "hello",
        {'host': '10.77.2.2', 'port': 50051, 'tls': False, 'run_by': 'customer', 'answer': 'closed', 'takes_tls': True},
        finds=('tls.not_tls',), outcome="fail", source="lab: grpc/plain_to_tls",
    ),
    Example(
        "The server speaks without TLS, and the app's URL says grpcs://", "tls",
        {'host': '10.77.2.2', 'port': 50051, 'tls': True, 'plain': True, 'result': 'not_tls'},
        finds=('tls.not_tls',), outcome="fail", source="lab: grpc/tls_to_plain",
    ),
    Example(
        "The server lets in only who shows a certificate, and the app has none", "tls",
        {'host': '10.77.2.2', 'port': 50051, 'kind': 'grpc', 'run_by': 'customer', 'via': '', 'result': 'closed', 'asked_client_cert': True, 'version': 'TLSv1.3', 'cipher': 'TLS_AES_256_GCM_SHA384', 'received': 901, 'alpn': 'h2', 'late': True, 'gave_client_cert': False, 'other_names': {'none': 'ok', 'other': 'ok', 'same': 'ok'}, 'plain': '', 'untouched': 'waits', 'postgres': False},
        finds=('tls.client_cert',), outcome="fail", source="lab: grpc/client_cert_missing",
    ),
    Example(
        "What the command prints of a service that does not serve", "health",
        pasted="""\
== farhand grpc
setting url="grpc://10.77.2.2:50051"
setting services=["shop.Orders"]
setting run_by="vendor"
== grpc 10.77.2.2 50051
now 2026-11-27T01:58:46Z
-- dns 10.77.2.2
literal
-- tcp 10.77.2.2 50051
with python3
try first 10.77.2.2 50051 result=open ms=0.5 errno=0 icmp= sent=0 left=1 hops=0 cut=0
source 10.77.2.2 10.77.1.2
first 10.77.2.2 data 000018040000000000000400400000000500400000000600004000fe0300000001000004080000000000003f0001
-- grpc tls=0 sent=0 with=bash
talk hello 000018040000000000000400400000000500400000000600004000fe0300000001000004080000000000003f00010000000401000000002072633d3132340a
talk check 000018040000000000000400400000000500400000000600004000fe0300000001000004080000000000003f0001000000040100000000000008060000000000deb93f557841fa9100004e01040000000188400c636f6e74656e742d74797065106170706c69636174696f6e2f677270634014677270632d6163636570742d656e636f64696e67176964656e746974792c206465666c6174652c20677a69700000070000000000010000000002080200001e010500000001400b677270632d7374617475730130000c677270632d6d65737361676500000004080000000000000000122072633d3132340a
""",
        finds=("http.server_error",), outcome="fail", source="lab: grpc/not_serving",
    ),
)
