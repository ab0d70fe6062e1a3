"""Real facts, captured in the lab (tests/lab), and what they must lead to."""
# ruff: noqa: E501  (what a server says is not broken into lines)

from __future__ import annotations

from farhand.model import Example

# fmt: off
EXAMPLES: tuple[Example, ...] = (
    Example(
        "A login with a role for one prefix, and a password with marks: hello", "hello",
        {'host': '10.77.2.2', 'port': 2379, 'tls': False, 'run_by': 'customer', 'answer': 'ok', 'version': '3.4.23', 'peer_clock': {'peer': 'config', 'offset_s': 0.04, 'error_s': 0.5}},
        finds=(), outcome="pass", source="lab: control/etcd_with_login",
    ),
    Example(
        "A login with a role for one prefix, and a password with marks: version", "version",
        {'host': '10.77.2.2', 'port': 2379, 'tls': False, 'version': '3.4.23', 'tested': []},
        finds=(), outcome="pass", source="lab: control/etcd_with_login",
    ),
    Example(
        "A login with a role for one prefix, and a password with marks: cluster", "cluster",
        {'host': '10.77.2.2', 'port': 2379, 'tls': False, 'answer': 'ok', 'leader': True, 'leads': True, 'learner': False, 'alarms': [], 'behind': 0, 'size': 20480, 'in_use': 16384},
        finds=(), outcome="pass", source="lab: control/etcd_with_login",
    ),
    Example(
        "A login with a role for one prefix, and a password with marks: login", "login",
        {'host': '10.77.2.2', 'port': 2379, 'tls': False, 'user': 'app', 'answer': 'ok'},
        finds=(), outcome="pass", source="lab: control/etcd_with_login",
    ),
    Example(
        "A login with a role for one prefix, and a password with marks: keys", "keys",
        {'host': '10.77.2.2', 'port': 2379, 'tls': False, 'user': 'app', 'prefix': '/billing/', 'certificate': False, 'answer': 'ok', 'count': 1, 'step': 'write'},
        finds=(), outcome="pass", source="lab: control/etcd_with_login",
    ),
    Example(
        "A web server answers on etcd's port", "hello",
        {'host': '10.77.2.2', 'port': 2379, 'tls': False, 'run_by': 'customer', 'answer': 'http', 'problem': '', 'status': 200, 'reason': 'OK', 'headers': {'server': 'lab', 'content-type': 'application/json'}, 'body_bytes': 12, 'expected_bytes': 12, 'title': '', 'body_kind': 'json', 'text': '{"ok": true}', 'ttfb_ms': 17.7, 'total_ms': 17.8, 'method': 'GET', 'path': '/version', 'peer_clock': {'peer': 'config', 'offset_s': 0.03, 'error_s': 0.51}},
        finds=('tcp.wrong_service',), outcome="fail", source="lab: etcd/port_http",
    ),
    Example(
        "A load balancer in front of etcd has no member left", "hello",
        {'host': '10.77.2.2', 'port': 2379, 'tls': False, 'run_by': 'customer', 'answer': 'http', 'problem': '', 'status': 503, 'reason': 'Service Unavailable', 'headers': {'server': 'lab', 'content-type': 'text/html'}, 'body_bytes': 54, 'expected_bytes': 54, 'title': '', 'body_kind': 'text', 'text': '503 Service Unavailable No server is available', 'ttfb_ms': 19.5, 'total_ms': 19.6, 'method': 'GET', 'path': '/version', 'peer_clock': {'peer': 'config', 'offset_s': 0.27, 'error_s': 0.51}},
        finds=('http.bad_gateway',), outcome="fail", source="lab: etcd/gateway_down",
    ),
    Example(
        "The app has another password than etcd", "login",
        {'host': '10.77.2.2', 'port': 2379, 'tls': False, 'user': 'app', 'answer': 'refused', 'status': 400, 'code': 3, 'message': 'etcdserver: authentication failed, invalid user ID or password'},
        finds=('etcd.auth',), outcome="fail", source="lab: etcd/wrong_password",
    ),
    Example(
        "etcd wants a login, and the app has none", "keys",
        {'host': '10.77.2.2', 'port': 2379, 'tls': False, 'user': '', 'prefix': '/billing/', 'certificate': False, 'answer': 'refused', 'status': 400, 'code': 3, 'message': 'etcdserver: user name is empty', 'step': 'read'},
        finds=('etcd.auth',), outcome="fail", source="lab: etcd/login_missing",
    ),
    Example(
        "The app's role has other keys than the app uses", "keys",
        {'host': '10.77.2.2', 'port': 2379, 'tls': False, 'user': 'app', 'prefix': '/billing/', 'certificate': False, 'answer': 'refused', 'status': 403, 'code': 7, 'message': 'etcdserver: permission denied', 'step': 'read'},
        finds=('etcd.auth',), outcome="fail", source="lab: etcd/prefix_not_granted",
    ),
    Example(
        "The app's role may read its keys, and not write them", "keys",
        {'host': '10.77.2.2', 'port': 2379, 'tls': False, 'user': 'app', 'prefix': '/billing/', 'certificate': False, 'answer': 'refused', 'count': 0, 'status': 403, 'code': 7, 'message': 'etcdserver: permission denied', 'step': 'write'},
        finds=('etcd.auth',), outcome="fail", source="lab: etcd/prefix_read_only",
    ),
    Example(
        "etcd's database is at its quota", "cluster",
        {'host': '10.77.2.2', 'port': 2379, 'tls': False, 'answer': 'ok', 'leader': True, 'leads': True, 'learner': False, 'alarms': ['NOSPACE'], 'behind': 0, 'size': 651264, 'in_use': 376832},
        finds=('fs.full',), outcome="fail", source="lab: etcd/no_space",
    ),
    Example(
        "One of two members is gone: there is no majority", "cluster",
        {'host': '10.77.2.2', 'port': 2379, 'tls': False, 'answer': 'ok', 'leader': False, 'leads': False, 'learner': False, 'alarms': [], 'behind': 0, 'size': 20480, 'in_use': 16384},
        finds=('etcd.cluster',), outcome="fail", source="lab: etcd/no_leader",
    ),
    Example(
        "The app's address is that of a learner", "cluster",
        {'host': '10.77.2.2', 'port': 2389, 'tls': False, 'answer': 'ok', 'leader': True, 'leads': False, 'learner': True, 'alarms': [], 'behind': 0, 'size': 20480, 'in_use': 16384},
        finds=('etcd.cluster',), outcome="fail", source="lab: etcd/learner",
    ),
    Example(
        "etcd speaks TLS, and the app's URL says http://", "hello",
        {'host': '10.77.2.2', 'port': 2379, 'tls': False, 'run_by': 'customer', 'answer': 'closed', 'takes_tls': True},
        finds=('tls.not_tls',), outcome="fail", source="lab: etcd/plain_to_tls",
    ),
    Example(
        "The gateway for JSON is switched off: only /health tells: hello", "hello",
        {'host': '10.77.2.2', 'port': 2379, 'tls': False, 'run_by': 'customer', 'answer': 'ok', 'version': '3.4.23', 'peer_clock': {'peer': 'config', 'offset_s': -0.2, 'error_s': 0.5}},
        finds=(), outcome="pass", source="lab: control/etcd_without_gateway",
    ),
    Example(
        "The gateway for JSON is switched off: only /health tells: version", "version",
        {'host': '10.77.2.2', 'port': 2379, 'tls': False, 'version': '3.4.23', 'tested': []},
        finds=(), outcome="pass", source="lab: control/etcd_without_gateway",
    ),
    Example(
        "The gateway for JSON is switched off: only /health tells: cluster", "cluster",
        {'host': '10.77.2.2', 'port': 2379, 'tls': False, 'gateway': False, 'health': 'true', 'reason': ''},
        finds=(), outcome="pass", source="lab: control/etcd_without_gateway",
    ),
)
