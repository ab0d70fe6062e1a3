"""What the `http` stage looks like: facts of real runs in the fault lab."""

from __future__ import annotations

from farhand.model import Example

# fmt: off
EXAMPLES: tuple[Example, ...] = (
    Example(
        "The ping answers 401 without a token, and the declaration says so",
        "http",
        {"host": "api.lab.test", "port": 8080, "scheme": "http", "kind": "http", "method": "GET",
         "path": "/ping", "via": "", "run_by": "customer", "expect": [401], "expect_body": False,
         "timeout_ms": 3000.0, "wants_json": False, "sent_login": False, "hops": [], "problem": "",
         "status": 401, "reason": "Unauthorized", "headers": {"server": "lab",
         "content-type": "application/json", "www-authenticate": "Bearer"}, "body_bytes": 12,
         "expected_bytes": 12, "body_kind": "json", "title": "", "text": "{\"ok\": true}",
         "ttfb_ms": 1.1, "total_ms": 1.2, "peer_clock": {"peer": "api", "offset_s": 0.0, "error_s": 0.5}},
        finds=(),
        outcome='pass',
        source="lab: control/http_401_expected",
    ),
    Example(
        "An empty 204 answer, and a redirect to the final place on the same host",
        "http",
        {"host": "api.lab.test", "port": 8080, "scheme": "http", "kind": "http", "method": "GET",
         "path": "/ping", "via": "", "run_by": "customer", "expect": [], "expect_body": False,
         "timeout_ms": 3000.0, "wants_json": False, "sent_login": False, "hops": [{"status": 302,
         "from": "http://api.lab.test:8080/ping", "to": "http://api.lab.test:8081/v2",
         "dropped_login": False, "method": "GET"}], "problem": "", "status": 204, "reason": "No Content",
         "headers": {}, "body_bytes": 0, "expected_bytes": None, "body_kind": "empty", "title": "",
         "text": "", "ttfb_ms": 0.7, "total_ms": 0.7},
        finds=(),
        outcome='pass',
        source="lab: control/http_chunked_204",
    ),
    Example(
        "The API does not take the key",
        "http",
        {"host": "api.lab.test", "port": 8080, "scheme": "http", "kind": "http", "method": "GET",
         "path": "/ping", "via": "", "run_by": "vendor", "expect": [], "expect_body": False,
         "timeout_ms": 3000.0, "wants_json": False, "sent_login": True, "hops": [], "problem": "",
         "status": 401, "reason": "Unauthorized", "headers": {"content-type": "application/json",
         "www-authenticate": "Bearer error='invalid_token'"}, "body_bytes": 26, "expected_bytes": 26,
         "body_kind": "json", "title": "", "text": "{\"error\": \"invalid_token\"}", "ttfb_ms": 0.7,
         "total_ms": 0.7},
        finds=("http.unauthorized",),
        outcome='fail',
        source="lab: http/unauthorized",
    ),
    Example(
        "A web application firewall refuses this address with a page",
        "http",
        {"host": "api.lab.test", "port": 8080, "scheme": "http", "kind": "http", "method": "GET",
         "path": "/ping", "via": "", "run_by": "vendor", "expect": [], "expect_body": False,
         "timeout_ms": 3000.0, "wants_json": False, "sent_login": False, "hops": [], "problem": "",
         "status": 403, "reason": "Forbidden", "headers": {"server": "cloudflare",
         "content-type": "text/html", "cf-ray": "8a1b2c3d4e5f-FRA"}, "body_bytes": 64,
         "expected_bytes": 64, "body_kind": "html", "title": "Access denied",
         "text": "Access denied Error 1020", "ttfb_ms": 2.8, "total_ms": 2.9},
        finds=("http.forbidden",),
        outcome='fail',
        source="lab: http/forbidden_waf",
    ),
    Example(
        "The ingress knows no rule for this name",
        "http",
        {"host": "api.lab.test", "port": 8080, "scheme": "http", "kind": "http", "method": "GET",
         "path": "/ping", "via": "", "run_by": "customer", "expect": [], "expect_body": False,
         "timeout_ms": 3000.0, "wants_json": False, "sent_login": False, "hops": [], "problem": "",
         "status": 404, "reason": "Not Found", "headers": {"server": "nginx",
         "content-type": "text/plain"}, "body_bytes": 21, "expected_bytes": 21, "body_kind": "text",
         "title": "", "text": "default backend - 404", "ttfb_ms": 0.6, "total_ms": 0.6},
        finds=("http.not_found",),
        outcome='fail',
        source="lab: http/default_backend",
    ),
    Example(
        "The API redirects to a login page",
        "http",
        {"host": "api.lab.test", "port": 8080, "scheme": "http", "kind": "http", "method": "GET",
         "path": "/ping", "via": "", "run_by": "customer", "expect": [], "expect_body": False,
         "timeout_ms": 3000.0, "wants_json": False, "sent_login": False, "hops": [{"status": 302,
         "from": "http://api.lab.test:8080/ping", "to": "http://api.lab.test:8081/login",
         "dropped_login": False, "method": "GET"}], "problem": "", "status": 200, "reason": "OK",
         "headers": {"content-type": "text/html"}, "body_bytes": 56, "expected_bytes": 56,
         "body_kind": "html", "title": "Sign in", "text": "Sign in password", "ttfb_ms": 0.5,
         "total_ms": 0.6},
        finds=("http.redirected",),
        outcome='fail',
        source="lab: http/redirected_to_login",
    ),
    Example(
        "The server refuses the headers: too large",
        "http",
        {"host": "api.lab.test", "port": 8080, "scheme": "http", "kind": "http", "method": "GET",
         "path": "/ping", "via": "", "run_by": "customer", "expect": [], "expect_body": False,
         "timeout_ms": 3000.0, "wants_json": False, "sent_login": False, "hops": [], "problem": "",
         "status": 431, "reason": "Request Header Fields Too Large", "headers": {}, "body_bytes": 0,
         "expected_bytes": 0, "body_kind": "empty", "title": "", "text": "", "ttfb_ms": 1.8,
         "total_ms": 1.9},
        finds=("http.too_large",),
        outcome='fail',
        source="lab: http/headers_too_large",
    ),
    Example(
        "The quota is used up",
        "http",
        {"host": "api.lab.test", "port": 8080, "scheme": "http", "kind": "http", "method": "GET",
         "path": "/ping", "via": "", "run_by": "vendor", "expect": [], "expect_body": False,
         "timeout_ms": 3000.0, "wants_json": False, "sent_login": False, "hops": [], "problem": "",
         "status": 429, "reason": "Too Many Requests", "headers": {"content-type": "application/json",
         "retry-after": "30"}, "body_bytes": 22, "expected_bytes": 22, "body_kind": "json", "title": "",
         "text": "{\"error\": \"slow down\"}", "ttfb_ms": 2.5, "total_ms": 2.5},
        finds=("http.rate_limited",),
        outcome='fail',
        source="lab: http/rate_limited",
    ),
    Example(
        "The API fails by itself",
        "http",
        {"host": "api.lab.test", "port": 8080, "scheme": "http", "kind": "http", "method": "GET",
         "path": "/ping", "via": "", "run_by": "vendor", "expect": [], "expect_body": False,
         "timeout_ms": 3000.0, "wants_json": False, "sent_login": False, "hops": [], "problem": "",
         "status": 500, "reason": "Internal Server Error",
         "headers": {"content-type": "application/json", "x-request-id": "7f3a"}, "body_bytes": 21,
         "expected_bytes": 21, "body_kind": "json", "title": "", "text": "{\"error\": \"internal\"}",
         "ttfb_ms": 0.5, "total_ms": 0.6},
        finds=("http.server_error",),
        outcome='fail',
        source="lab: http/server_error",
    ),
    Example(
        "The customer's gateway cannot reach its backend",
        "http",
        {"host": "api.lab.test", "port": 8080, "scheme": "http", "kind": "http", "method": "GET",
         "path": "/ping", "via": "", "run_by": "customer", "expect": [], "expect_body": False,
         "timeout_ms": 3000.0, "wants_json": False, "sent_login": False, "hops": [], "problem": "",
         "status": 502, "reason": "Bad Gateway", "headers": {"server": "nginx/1.22.1",
         "content-type": "text/html"}, "body_bytes": 56, "expected_bytes": 56, "body_kind": "html",
         "title": "502 Bad Gateway", "text": "502 Bad Gateway", "ttfb_ms": 0.5, "total_ms": 0.6},
        finds=("http.bad_gateway",),
        outcome='fail',
        source="lab: http/bad_gateway",
    ),
    Example(
        "The connection works, the answer never comes in time",
        "http",
        {"host": "api.lab.test", "port": 8080, "scheme": "http", "kind": "http", "method": "GET",
         "path": "/ping", "via": "", "run_by": "vendor", "expect": [], "expect_body": False,
         "timeout_ms": 3000.0, "wants_json": False, "sent_login": False, "hops": [], "problem": "silent",
         "status": 0, "reason": "", "headers": {}, "body_bytes": 0, "expected_bytes": None,
         "body_kind": "empty", "title": "", "text": "", "ttfb_ms": 0.0, "total_ms": 3002.6},
        finds=("http.timeout",),
        outcome='fail',
        source="lab: http/slow",
    ),
    Example(
        "The body ends before its length",
        "http",
        {"host": "api.lab.test", "port": 8080, "scheme": "http", "kind": "http", "method": "GET",
         "path": "/ping", "via": "", "run_by": "vendor", "expect": [], "expect_body": False,
         "timeout_ms": 3000.0, "wants_json": False, "sent_login": False, "hops": [],
         "problem": "truncated", "status": 200, "reason": "OK",
         "headers": {"content-type": "application/json"}, "body_bytes": 300, "expected_bytes": 1000,
         "body_kind": "text", "title": "",
         "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "ttfb_ms": 5.4, "total_ms": 5.5},
        finds=("http.truncated",),
        outcome='fail',
        source="lab: http/truncated",
    ),
    Example(
        "A captive portal answers 200 with a page; nothing about JSON is declared",
        "http",
        {"host": "api.lab.test", "port": 8080, "scheme": "http", "kind": "http", "method": "GET",
         "path": "/ping", "via": "", "run_by": "vendor", "expect": [], "expect_body": False,
         "timeout_ms": 3000.0, "wants_json": False, "sent_login": False, "hops": [], "problem": "",
         "status": 200, "reason": "OK", "headers": {"content-type": "text/html"}, "body_bytes": 88,
         "expected_bytes": 88, "body_kind": "html", "title": "Web Page Blocked!",
         "text": "Web Page Blocked! Blocked by policy", "ttfb_ms": 0.6, "total_ms": 0.6},
        finds=("http.unexpected_body",),
        outcome='fail',
        source="lab: http/html_page",
    ),
    Example(
        "http is asked of a TLS port",
        "http",
        {"host": "api.lab.test", "port": 8080, "scheme": "http", "kind": "http", "method": "GET",
         "path": "/ping", "via": "", "run_by": "customer", "expect": [], "expect_body": False,
         "timeout_ms": 3000.0, "wants_json": False, "sent_login": False, "hops": [], "problem": "reset",
         "status": 0, "reason": "", "headers": {}, "body_bytes": 0, "expected_bytes": None,
         "body_kind": "empty", "title": "", "text": "", "ttfb_ms": 0.0, "total_ms": 14.9,
         "tls_there": "ok", "untouched": "waits"},
        finds=("tls.not_tls",),
        outcome='fail',
        source="lab: http/plain_to_tls",
    ),
    Example(
        "An SSH server answers on the port",
        "http",
        {"host": "api.lab.test", "port": 8080, "scheme": "http", "kind": "http", "method": "GET",
         "path": "/ping", "via": "", "run_by": "customer", "expect": [], "expect_body": False,
         "timeout_ms": 3000.0, "wants_json": False, "sent_login": False, "hops": [],
         "problem": "garbage", "status": 0, "reason": "", "headers": {}, "body_bytes": 0,
         "expected_bytes": None, "body_kind": "empty", "title": "", "text": "", "ttfb_ms": 5.6,
         "total_ms": 5.6, "first": "SSH-2.0-OpenSSH_9.2p1 Debian-2..", "protocol": "ssh", "http2": False,
         "tls_there": "not_tls", "untouched": "greets: SSH-2.0-OpenSSH_9.2p1 Debian-2.."},
        finds=("tcp.wrong_service",),
        outcome='fail',
        source="lab: http/wrong_service",
    ),
    Example(
        "The connection is reset as soon as the request is there",
        "http",
        {"host": "api.lab.test", "port": 8080, "scheme": "http", "kind": "http", "method": "GET",
         "path": "/ping", "via": "", "run_by": "vendor", "expect": [], "expect_body": False,
         "timeout_ms": 3000.0, "wants_json": False, "sent_login": False, "hops": [], "problem": "reset",
         "status": 0, "reason": "", "headers": {}, "body_bytes": 0, "expected_bytes": None,
         "body_kind": "empty", "title": "", "text": "", "ttfb_ms": 0.0, "total_ms": 0.6,
         "untouched": "waits"},
        finds=("tcp.reset",),
        outcome='fail',
        source="lab: http/reset_before_answer",
    ),
    Example(
        "The storage refuses the signature because the clock is too far off",
        "http",
        {"host": "api.lab.test", "port": 8080, "scheme": "http", "kind": "http", "method": "GET",
         "path": "/ping", "via": "", "run_by": "vendor", "expect": [], "expect_body": False,
         "timeout_ms": 3000.0, "wants_json": False, "sent_login": False, "hops": [], "problem": "",
         "status": 403, "reason": "Forbidden", "headers": {"content-type": "application/xml"},
         "body_bytes": 48, "expected_bytes": 48, "body_kind": "xml", "title": "",
         "text": "RequestTimeTooSkewed", "ttfb_ms": 0.6, "total_ms": 0.6, "peer_clock": {"peer": "api",
         "offset_s": -3599.72, "error_s": 0.5}},
        finds=("clock.skew",),
        outcome='fail',
        source="lab: http/clock_too_skewed",
    ),
    Example(
        "curl: a good answer",
        "http",
        pasted=(
            "now=2026-11-22T21:56:59Z\n"
            "farhand http http://localhost:38523/ping\n"
            "HTTP/1.1 200 OK\n"
            "Content-Type: application/json\n"
            "Content-Length: 12\n"
            "http_code=200 proxycode=000 ip=127.0.0.1 dns=0.000017 tcp=0.000279 tls=0.000000 ttfb"
            "=0.003122 total=0.003364 size=12 type=application/json verify=0 to= exit=0\n"
            'body={"ok": true}\n'
        ),
        finds=(),
        outcome="pass",
        source="run of the command on loopback",
    ),
    Example(
        "curl: a gateway answers",
        "http",
        pasted=(
            "now=2026-11-22T21:56:59Z\n"
            "farhand http http://localhost:43227/v1/ping\n"
            "HTTP/1.1 502 Bad Gateway\n"
            "Server: nginx/1.22.1\n"
            "Content-Type: text/html\n"
            "Content-Length: 43\n"
            "http_code=502 proxycode=000 ip=127.0.0.1 dns=0.000017 tcp=0.000308 tls=0.000000 ttfb"
            "=0.003802 total=0.004061 size=43 type=text/html verify=0 to= exit=0\n"
            "body=<html><title>502 Bad Gateway</title></html>\n"
        ),
        finds=("http.bad_gateway",),
        outcome="fail",
        source="run of the command on loopback",
    ),
    Example(
        "curl: the body ends too early",
        "http",
        pasted=(
            "now=2026-11-22T21:56:59Z\n"
            "farhand http http://localhost:43637/ping\n"
            "HTTP/1.1 200 OK\n"
            "Content-Length: 99\n"
            "curl: (18) transfer closed with 96 bytes remaining to read\n"
            "http_code=200 proxycode=000 ip=127.0.0.1 dns=0.000017 tcp=0.000339 tls=0.000000 ttfb"
            "=0.002164 total=0.002415 size=3 type= verify=0 to= exit=18\n"
            "body=abc\n"
        ),
        finds=("http.truncated",),
        outcome="fail",
        source="run of the command on loopback",
    ),
    Example(
        "curl: nothing listens",
        "http",
        pasted=(
            "now=2026-11-22T21:56:59Z\n"
            "farhand http http://localhost:1/ping\n"
            "curl: (7) Failed to connect to localhost port 1 after 0 ms: Couldn't connect to server\n"
            "http_code=000 proxycode=000 ip= dns=0.000019 tcp=0.000000 tls=0.000000 ttfb=0.000000"
            " total=0.000155 size=0 type= verify=0 to= exit=7\n"
            "body=\n"
        ),
        finds=(),
        outcome="unknown",
        source="run of the command on loopback",
    ),
)
