"""Real facts, captured in the lab (tests/lab), and what they must lead to."""
# ruff: noqa: E501  (what a server says is not broken into lines)

from __future__ import annotations

from farhand.model import Example

# fmt: off
EXAMPLES: tuple[Example, ...] = (
    Example(
        "A login of the text protocol: hello", "hello",
        {'host': '10.77.2.2', 'port': 11211, 'tls': False, 'user': 'app', 'answer': 'login_wanted'},
        finds=(), outcome="pass", source="lab: control/memcached_login",
    ),
    Example(
        "A login of the text protocol: login", "login",
        {'host': '10.77.2.2', 'port': 11211, 'tls': False, 'user': 'app', 'password_given': True, 'answer': 'ok'},
        finds=(), outcome="pass", source="lab: control/memcached_login",
    ),
    Example(
        "A login of the text protocol: capacity", "capacity",
        {'host': '10.77.2.2', 'port': 11211, 'tls': False, 'pool_size': None, 'processes': None, 'curr_connections': 1, 'max_connections': 1024, 'rejected_connections': 0, 'listen_disabled_num': 0, 'bytes': 0, 'limit_maxbytes': 67108864, 'evictions': 0},
        finds=(), outcome="pass", source="lab: control/memcached_login",
    ),
    Example(
        "The app has a login that the server does not ask for; on another port: capacity", "capacity",
        {'host': '10.77.2.2', 'port': 11311, 'tls': False, 'pool_size': None, 'processes': None, 'curr_connections': 1, 'max_connections': 1024, 'rejected_connections': 0, 'listen_disabled_num': 0, 'bytes': 0, 'limit_maxbytes': 67108864, 'evictions': 0},
        finds=(), outcome="pass", source="lab: control/memcached_login_unused",
    ),
    Example(
        "No login; the address is host:port: capacity", "capacity",
        {'host': '10.77.2.2', 'port': 11211, 'tls': False, 'pool_size': 10, 'processes': 4, 'curr_connections': 1, 'max_connections': 1024, 'rejected_connections': 0, 'listen_disabled_num': 0, 'bytes': 0, 'limit_maxbytes': 67108864, 'evictions': 0},
        finds=(), outcome="pass", source="lab: control/memcached_plain",
    ),
    Example(
        "The server wants a login, and the app has none: hello", "hello",
        {'host': '10.77.2.2', 'port': 11211, 'tls': False, 'user': '', 'answer': 'login_wanted'},
        finds=('memcached.auth',), outcome="fail", source="lab: memcached/login_missing",
    ),
    Example(
        "The server speaks TLS only, and the app does not: hello", "hello",
        {'host': '10.77.2.2', 'port': 11211, 'tls': False, 'user': '', 'answer': 'reset', 'takes_tls': True},
        finds=('tls.not_tls',), outcome="fail", source="lab: memcached/plain_to_tls",
    ),
    Example(
        "The app's pools need more connections than the server takes: capacity", "capacity",
        {'host': '10.77.2.2', 'port': 11211, 'tls': False, 'pool_size': 10, 'processes': 8, 'curr_connections': 1, 'max_connections': 64, 'rejected_connections': 0, 'listen_disabled_num': 0, 'bytes': 0, 'limit_maxbytes': 67108864, 'evictions': 0},
        finds=('memcached.too_many_connections',), outcome="fail", source="lab: memcached/pool_larger_than_limit",
    ),
    Example(
        "A web server answers on the server's port: hello", "hello",
        {'host': '10.77.2.2', 'port': 11211, 'tls': False, 'user': '', 'answer': 'other', 'speaker': 'HTTP', 'said': 'HTTP/1.1 200 OK..Server: lab..Content-Type: application/json'},
        finds=('tcp.wrong_service',), outcome="fail", source="lab: memcached/port_http",
    ),
    Example(
        "What listens on the server's port is mute: hello", "hello",
        {'host': '10.77.2.2', 'port': 11211, 'tls': False, 'user': '', 'answer': 'mute'},
        finds=('tcp.mute',), outcome="fail", source="lab: memcached/port_mute",
    ),
    Example(
        "Redis answers on the server's port: hello", "hello",
        {'host': '10.77.2.2', 'port': 11211, 'tls': False, 'user': '', 'answer': 'other', 'speaker': 'Redis', 'said': "-ERR unknown command 'version', with args beginning with: .."},
        finds=('tcp.wrong_service',), outcome="fail", source="lab: memcached/port_redis",
    ),
    Example(
        "The server's connection limit is used up: hello", "hello",
        {'host': '10.77.2.2', 'port': 11211, 'tls': False, 'user': '', 'answer': 'error', 'message': 'ERROR Too many open connections'},
        finds=('memcached.too_many_connections',), outcome="fail", source="lab: memcached/too_many_connections",
    ),
    Example(
        "The app has another password than the server: login", "login",
        {'host': '10.77.2.2', 'port': 11211, 'tls': False, 'user': 'app', 'password_given': True, 'answer': 'error', 'message': 'CLIENT_ERROR authentication failure'},
        finds=('memcached.auth',), outcome="fail", source="lab: memcached/wrong_password",
    ),
)
