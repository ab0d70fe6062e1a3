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
        'curl: a gateway answers', 'http',
        pasted="""\
== farhand http
setting url="http://api.lab.test:8080/ping"
setting run_by="customer"
== http api.lab.test 8080
now 2026-11-26T18:51:58Z
-- proxy http://api.lab.test:8080/ping
with curl
waysaid direct HTTP/1.1 502 Bad Gateway
waysaid direct Server: nginx/1.22.1
waysaid direct Content-Type: text/html
way direct connect=000 status=502 exit=0 tcp=0.006272 tls=0.000000 total=0.012234 ip=10.77.2.2
waybody direct <html><head><title>502 Bad Gateway</title></head></html>
-- dns api.lab.test
nameserver 10.77.2.2
hosts:          files dns
library with getent rc=0 ms=30
10.77.2.2       STREAM api.lab.test
servers with dig
10.77.2.2 A api.lab.test | ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 16252
10.77.2.2 A api.lab.test | api.lab.test.		30	IN	A	10.77.2.2
10.77.2.2 A api.lab.test | ;; Query time: 4 msec
10.77.2.2 A api.lab.test | took 40
10.77.2.2 AAAA api.lab.test | ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 12047
10.77.2.2 AAAA api.lab.test | lab.test.		30	IN	SOA	ns.lab.test. admin.lab.test. 1 60 60 60 30
10.77.2.2 AAAA api.lab.test | ;; Query time: 8 msec
10.77.2.2 AAAA api.lab.test | took 60
-- tcp api.lab.test 8080
with python3
try first 10.77.2.2 8080 result=open ms=4.4 errno=0 icmp= sent=0 left=1 hops=0 cut=0
source 10.77.2.2 10.77.1.2
first 10.77.2.2 quiet
-- http http://api.lab.test:8080/ping by direct
with curl
asked 2026-11-26T18:51:59Z
answered 2026-11-26T18:51:59Z
head HTTP/1.1 502 Bad Gateway
head Server: nginx/1.22.1
head Content-Type: text/html
head Content-Length: 56
end status=502 connect=000 exit=0 dns=0.001541 tcp=0.001624 tls=0.000000 ttfb=0.002055 total=0.002111 size=56 hops=0 to= at=http://api.lab.test:8080/ping
bytes 57
body <html><head><title>502 Bad Gateway</title></head></html>
""",
        finds=('http.bad_gateway',), outcome='fail', source="lab: http/bad_gateway, pasted",
    ),
    Example(
        'curl: the body ends too early', 'http',
        pasted="""\
== farhand http
setting url="http://api.lab.test:8080/ping"
setting run_by="vendor"
== http api.lab.test 8080
now 2026-11-26T18:51:59Z
-- proxy http://api.lab.test:8080/ping
with curl
waysaid direct HTTP/1.1 200 OK
waysaid direct Content-Type: application/json
way direct connect=000 status=200 exit=18 tcp=0.029949 tls=0.000000 total=0.040292 ip=10.77.2.2
waybody direct xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxcurl: (18) transfer closed with 700 bytes remaining to read 
-- dns api.lab.test
nameserver 10.77.2.2
hosts:          files dns
library with getent rc=0 ms=0
10.77.2.2       STREAM api.lab.test
servers with dig
10.77.2.2 AAAA api.lab.test | ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 34800
10.77.2.2 AAAA api.lab.test | lab.test.		30	IN	SOA	ns.lab.test. admin.lab.test. 1 60 60 60 30
10.77.2.2 AAAA api.lab.test | ;; Query time: 0 msec
10.77.2.2 AAAA api.lab.test | took 60
10.77.2.2 A api.lab.test | ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 47080
10.77.2.2 A api.lab.test | api.lab.test.		30	IN	A	10.77.2.2
10.77.2.2 A api.lab.test | ;; Query time: 4 msec
10.77.2.2 A api.lab.test | took 60
-- tcp api.lab.test 8080
with python3
try first 10.77.2.2 8080 result=open ms=0.3 errno=0 icmp= sent=0 left=1 hops=0 cut=0
source 10.77.2.2 10.77.1.2
first 10.77.2.2 quiet
-- http http://api.lab.test:8080/ping by direct
with curl
asked 2026-11-26T18:52:00Z
answered 2026-11-26T18:52:00Z
head HTTP/1.1 200 OK
head Content-Type: application/json
head Content-Length: 1000
end status=200 connect=000 exit=18 dns=0.005844 tcp=0.005934 tls=0.000000 ttfb=0.008268 total=0.008333 size=300 hops=0 to= at=http://api.lab.test:8080/ping
bytes 361
body xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxcurl: (18) transfer closed with 700 bytes remaining to read\\n
simple 200 0
small 200
""",
        finds=('http.truncated',), outcome='fail', source="lab: http/truncated, pasted",
    ),
    Example(
        'curl: nothing of HTTP', 'http',
        pasted="""\
== farhand http
setting url="http://api.lab.test:8080/ping"
setting run_by="customer"
== http api.lab.test 8080
now 2026-11-26T18:52:01Z
-- proxy http://api.lab.test:8080/ping
with curl
wayerr direct curl: (1) Received HTTP/0.9 when not allowed
way direct connect=000 status=000 exit=1 tcp=0.052002 tls=0.000000 total=0.053256 ip=10.77.2.2
-- dns api.lab.test
nameserver 10.77.2.2
hosts:          files dns
library with getent rc=0 ms=20
10.77.2.2       STREAM api.lab.test
servers with dig
10.77.2.2 A api.lab.test | ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 6156
10.77.2.2 A api.lab.test | api.lab.test.		30	IN	A	10.77.2.2
10.77.2.2 A api.lab.test | ;; Query time: 0 msec
10.77.2.2 A api.lab.test | took 160
10.77.2.2 AAAA api.lab.test | ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 28240
10.77.2.2 AAAA api.lab.test | lab.test.		30	IN	SOA	ns.lab.test. admin.lab.test. 1 60 60 60 30
10.77.2.2 AAAA api.lab.test | ;; Query time: 4 msec
10.77.2.2 AAAA api.lab.test | took 130
-- tcp api.lab.test 8080
with python3
try first 10.77.2.2 8080 result=open ms=0.3 errno=0 icmp= sent=0 left=1 hops=0 cut=0
source 10.77.2.2 10.77.1.2
first 10.77.2.2 data 5353482d322e302d4f70656e5353485f392e3270312044656269616e2d320d0a
-- http http://api.lab.test:8080/ping by direct
with curl
asked 2026-11-26T18:52:01Z
answered 2026-11-26T18:52:01Z
error curl: (1) Received HTTP/0.9 when not allowed
end status=000 connect=000 exit=1 dns=0.015268 tcp=0.015395 tls=0.000000 ttfb=0.031108 total=0.031124 size=0 hops=0 to= at=http://api.lab.test:8080/ping
bytes 0
body 
try there: 40C77561BD7F0000:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../ssl/record/ssl3_record.c:350:
try there: New, (NONE), Cipher is (NONE)
try there: rc=1
untouched rc=0 ms=20 SSH-2.0-OpenSSH_9.2p1 Debian-2..
plain SSH-2.0-OpenSSH_9.2p1 Debian-2..
redis SSH-2.0-OpenSSH_9.2p1 Debian-2..
postgres SSH-2.0-OpenSSH_9.2p1 Debian-2..
http2 000
""",
        finds=('tcp.wrong_service',), outcome='fail', source="lab: http/wrong_service, pasted",
    ),
)
