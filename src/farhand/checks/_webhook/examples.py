"""Real facts, captured in the lab (tests/lab), and what they must lead to."""
# ruff: noqa: E501  (what a server says is not broken into lines)

from __future__ import annotations

from farhand.model import Example

# fmt: off
EXAMPLES: tuple[Example, ...] = (
    Example(
        'Calls come; the last was a minute ago: secret', 'secret',
        {'variables': ['WEBHOOK_SECRET'], 'set': True, 'source': "Farhand's own environment", 'certain': True},
        finds=(), outcome='pass', source='lab: control/webhook_calls_come',
    ),
    Example(
        'Calls come; the last was a minute ago: listener', 'listener',
        {'host': '10.77.1.2', 'port': 8080, 'scheme': 'http', 'kind': 'http', 'method': 'GET', 'path': '/hooks/payments', 'expect': [], 'bound': ['10.77.1.2'], 'result': '', 'local_only': False, 'hidden': False, 'problem': '', 'status': 405, 'reason': 'Method Not Allowed', 'headers': {'server': 'lab', 'content-type': 'application/json', 'allow': 'POST, OPTIONS'}, 'body_bytes': 21, 'expected_bytes': 21, 'title': '', 'body_kind': 'json', 'text': '{"error": "not here"}', 'ttfb_ms': 9.2, 'total_ms': 9.4, 'options': 200, 'allow': 'POST, OPTIONS', 'timeout_ms': 3000.0, 'taken': True},
        finds=(), outcome='pass', source='lab: control/webhook_calls_come',
    ),
    Example(
        'Calls come; the last was a minute ago: name', 'name',
        {'host': 'app.lab.test', 'port': 8443, 'addresses': ['10.77.2.2'], 'public': [], 'strange': [], 'sender': ['10.77.1.1/32']},
        finds=(), outcome='pass', source='lab: control/webhook_calls_come',
    ),
    Example(
        'Calls come; the last was a minute ago: public', 'public',
        {'host': 'app.lab.test', 'port': 8443, 'scheme': 'https', 'kind': 'http', 'method': 'GET', 'path': '/hooks/payments', 'via': '', 'run_by': 'customer', 'expect': [], 'expect_body': False, 'timeout_ms': 3000.0, 'wants_json': False, 'sent_login': False, 'hops': [], 'problem': '', 'status': 405, 'reason': 'Method Not Allowed', 'headers': {'server': 'nginx/1.22.1', 'content-type': 'application/json', 'allow': 'POST, OPTIONS'}, 'body_bytes': 21, 'expected_bytes': 21, 'title': '', 'body_kind': 'json', 'text': '{"error": "not here"}', 'ttfb_ms': 15.1, 'total_ms': 15.2, 'peer_clock': {'peer': 'payments', 'offset_s': -0.13, 'error_s': 0.51}, 'tolerance_s': None, 'taken': True, 'local': 405, 'local_only': False},
        finds=(), outcome='pass', source='lab: control/webhook_calls_come',
    ),
    Example(
        'Calls come; the last was a minute ago: arrivals', 'arrivals',
        {'log': '/var/log/lab/webhook1/access.log', 'sure': True, 'every_s': 3600.0, 'sender': ['10.77.1.1/32'], 'method': 'POST', 'path': '/hooks/payments', 'now': '2026-11-27T02:28:44Z', 'count': 5, 'since': '2026-11-27T02:28:41Z', 'last': '2026-11-27T02:28:41Z', 'recent': [200, 200, 200, 200, 200], 'statuses': {'200': 5}, 'senders': [['10.77.2.1', 5]], 'local': 405},
        finds=(), outcome='pass', source='lab: control/webhook_calls_come',
    ),
    Example(
        'The app that takes the calls is not running', 'listener',
        {'host': '10.77.1.2', 'port': 8080, 'scheme': 'http', 'kind': 'http', 'method': 'GET', 'path': '/hooks/payments', 'expect': [], 'bound': [], 'result': 'refused', 'local_only': False, 'hidden': False, 'timeout_ms': 3000.0, 'taken': False},
        finds=('tcp.refused',), outcome='fail', source='lab: webhook/nobody_listens',
    ),
    Example(
        'The app listens on 127.0.0.1 only; the gateway is another host', 'listener',
        {'host': '127.0.0.1', 'port': 8080, 'scheme': 'http', 'kind': 'http', 'method': 'GET', 'path': '/hooks/payments', 'expect': [], 'bound': ['127.0.0.1'], 'result': '', 'local_only': True, 'hidden': True, 'problem': '', 'status': 405, 'reason': 'Method Not Allowed', 'headers': {'server': 'lab', 'content-type': 'application/json', 'allow': 'POST, OPTIONS'}, 'body_bytes': 21, 'expected_bytes': 21, 'title': '', 'body_kind': 'json', 'text': '{"error": "not here"}', 'ttfb_ms': 1.6, 'total_ms': 1.6, 'options': 200, 'allow': 'POST, OPTIONS', 'timeout_ms': 3000.0, 'taken': False},
        finds=('tcp.refused',), outcome='fail', source='lab: webhook/loopback_only',
    ),
    Example(
        'The app has its route at another path than was told to the sender: listener', 'listener',
        {'host': '10.77.1.2', 'port': 8080, 'scheme': 'http', 'kind': 'http', 'method': 'GET', 'path': '/hooks/payments', 'expect': [], 'bound': ['10.77.1.2'], 'result': '', 'local_only': False, 'hidden': False, 'problem': '', 'status': 404, 'reason': 'Not Found', 'headers': {'server': 'lab', 'content-type': 'application/json'}, 'body_bytes': 25, 'expected_bytes': 25, 'title': '', 'body_kind': 'json', 'text': '{"error": "no such page"}', 'ttfb_ms': 14.4, 'total_ms': 14.5, 'options': 404, 'allow': '', 'timeout_ms': 3000.0, 'taken': False},
        finds=('http.not_found',), outcome='fail', source='lab: webhook/other_path',
    ),
    Example(
        'The app has its route at another path than was told to the sender: public', 'public',
        {'host': 'app.lab.test', 'port': 8443, 'scheme': 'https', 'kind': 'http', 'method': 'GET', 'path': '/hooks/payments', 'via': '', 'run_by': 'customer', 'expect': [], 'expect_body': False, 'timeout_ms': 3000.0, 'wants_json': False, 'sent_login': False, 'hops': [], 'problem': '', 'status': 404, 'reason': 'Not Found', 'headers': {'server': 'nginx/1.22.1', 'content-type': 'application/json'}, 'body_bytes': 25, 'expected_bytes': 25, 'title': '', 'body_kind': 'json', 'text': '{"error": "no such page"}', 'ttfb_ms': 1.4, 'total_ms': 1.4, 'peer_clock': {'peer': 'payments', 'offset_s': 0.17, 'error_s': 0.5}, 'options': 404, 'allow': '', 'tolerance_s': None, 'taken': False, 'failed': 'listener', 'local': 404, 'local_only': False},
        finds=(), outcome='warn', source='lab: webhook/other_path',
    ),
    Example(
        'The gateway takes the first part of the path away before it passes the call on', 'public',
        {'host': 'app.lab.test', 'port': 8443, 'scheme': 'https', 'kind': 'http', 'method': 'GET', 'path': '/hooks/payments', 'via': '', 'run_by': 'customer', 'expect': [], 'expect_body': False, 'timeout_ms': 3000.0, 'wants_json': False, 'sent_login': False, 'hops': [], 'problem': '', 'status': 404, 'reason': 'Not Found', 'headers': {'server': 'nginx/1.22.1', 'content-type': 'application/json'}, 'body_bytes': 25, 'expected_bytes': 25, 'title': '', 'body_kind': 'json', 'text': '{"error": "no such page"}', 'ttfb_ms': 2.5, 'total_ms': 2.6, 'peer_clock': {'peer': 'payments', 'offset_s': 0.01, 'error_s': 0.5}, 'options': 404, 'allow': '', 'tolerance_s': None, 'taken': False, 'local': 405, 'local_only': False},
        finds=('http.not_found',), outcome='fail', source='lab: webhook/prefix_stripped',
    ),
    Example(
        'The gateway answers the path with a page of its own', 'public',
        {'host': 'app.lab.test', 'port': 8443, 'scheme': 'https', 'kind': 'http', 'method': 'GET', 'path': '/hooks/payments', 'via': '', 'run_by': 'customer', 'expect': [], 'expect_body': False, 'timeout_ms': 3000.0, 'wants_json': False, 'sent_login': False, 'hops': [], 'problem': '', 'status': 200, 'reason': 'OK', 'headers': {'server': 'nginx/1.22.1', 'content-type': 'text/html'}, 'body_bytes': 47, 'expected_bytes': 47, 'title': 'Welcome to our shop', 'body_kind': 'html', 'text': 'Welcome to our shop', 'ttfb_ms': 0.8, 'total_ms': 0.9, 'peer_clock': {'peer': 'payments', 'offset_s': -0.36, 'error_s': 0.5}, 'tolerance_s': None, 'taken': False, 'local': 405, 'local_only': False},
        finds=('http.wrong_backend',), outcome='fail', source='lab: webhook/gateway_not_passing',
    ),
    Example(
        'The public name still has the address of the old gateway', 'name',
        {'host': 'app.lab.test', 'port': 8443, 'addresses': ['10.77.2.2'], 'public': ['10.77.2.9'], 'strange': ['10.77.2.2'], 'sender': []},
        finds=('dns.wrong_address',), outcome='fail', source='lab: webhook/old_address',
    ),
    Example(
        'The sender was given http://, and the gateway redirects to https://', 'public',
        {'host': 'app.lab.test', 'port': 8081, 'scheme': 'http', 'kind': 'http', 'method': 'GET', 'path': '/hooks/payments', 'via': '', 'run_by': 'customer', 'expect': [], 'expect_body': False, 'timeout_ms': 3000.0, 'wants_json': False, 'sent_login': False, 'hops': [], 'problem': '', 'status': 301, 'reason': 'Moved Permanently', 'headers': {'server': 'nginx/1.22.1', 'content-type': 'text/html', 'location': 'https://app.lab.test:8081/hooks/payments'}, 'body_bytes': 169, 'expected_bytes': 169, 'title': '301 Moved Permanently', 'body_kind': 'html', 'text': '301 Moved Permanently 301 Moved Permanently nginx/1.22.1', 'ttfb_ms': 1.9, 'total_ms': 2.2, 'peer_clock': {'peer': 'payments', 'offset_s': -0.11, 'error_s': 0.5}, 'tolerance_s': None, 'taken': False, 'local': 405, 'local_only': False},
        finds=('http.redirected',), outcome='fail', source='lab: webhook/redirected',
    ),
    Example(
        'A firewall for web pages refuses the call before it reaches the app', 'public',
        {'host': 'app.lab.test', 'port': 8443, 'scheme': 'https', 'kind': 'http', 'method': 'GET', 'path': '/hooks/payments', 'via': '', 'run_by': 'customer', 'expect': [], 'expect_body': False, 'timeout_ms': 3000.0, 'wants_json': False, 'sent_login': False, 'hops': [], 'problem': '', 'status': 403, 'reason': 'Forbidden', 'headers': {'server': 'nginx/1.22.1', 'content-type': 'text/html'}, 'body_bytes': 153, 'expected_bytes': 153, 'title': '403 Forbidden', 'body_kind': 'html', 'text': '403 Forbidden 403 Forbidden nginx/1.22.1', 'ttfb_ms': 4.1, 'total_ms': 4.2, 'peer_clock': {'peer': 'payments', 'offset_s': 0.13, 'error_s': 0.5}, 'tolerance_s': None, 'taken': False, 'local': 405, 'local_only': False},
        finds=('http.forbidden',), outcome='fail', source='lab: webhook/wall',
    ),
    Example(
        "The gateway takes one kilobyte, and the sender's calls are larger", 'arrivals',
        {'log': '/var/log/lab/webhook1/access.log', 'sure': True, 'every_s': None, 'sender': [], 'method': 'POST', 'path': '/hooks/payments', 'now': '2026-11-27T02:29:06Z', 'count': 3, 'since': '2026-11-27T02:29:04Z', 'last': '2026-11-27T02:29:04Z', 'recent': [413, 413, 413], 'statuses': {'413': 3}, 'senders': [['10.77.2.1', 3]], 'local': 405},
        finds=('http.too_large',), outcome='fail', source='lab: webhook/too_large',
    ),
    Example(
        "The gateway takes one kilobyte, and the sender's largest calls are larger; none has come yet", 'public',
        {'host': 'app.lab.test', 'port': 8443, 'scheme': 'https', 'kind': 'http', 'method': 'POST', 'path': '/hooks/payments', 'via': '', 'run_by': 'customer', 'expect': [], 'expect_body': False, 'timeout_ms': 3000.0, 'wants_json': False, 'sent_login': False, 'hops': [], 'problem': '', 'status': 401, 'reason': 'Unauthorized', 'headers': {'server': 'nginx/1.22.1', 'content-type': 'application/json'}, 'body_bytes': 26, 'expected_bytes': 26, 'title': '', 'body_kind': 'json', 'text': '{"error": "bad signature"}', 'ttfb_ms': 4.1, 'total_ms': 4.2, 'peer_clock': {'peer': 'payments', 'offset_s': 0.06, 'error_s': 0.5}, 'largest': 3000, 'largest_status': 413, 'tolerance_s': None, 'taken': False, 'local': 401, 'local_only': False},
        finds=('http.too_large',), outcome='fail', source='lab: webhook/too_large_announced',
    ),
    Example(
        'The secret that the calls are checked with is not set', 'secret',
        {'variables': ['WEBHOOK_SECRET'], 'set': False, 'source': "Farhand's own environment", 'certain': True},
        finds=('config.env_missing',), outcome='fail', source='lab: webhook/secret_unset',
    ),
    Example(
        'The sender signs with another secret than the app has', 'arrivals',
        {'log': '/var/log/lab/webhook1/access.log', 'sure': True, 'every_s': None, 'sender': [], 'method': 'POST', 'path': '/hooks/payments', 'now': '2026-11-27T02:29:17Z', 'count': 4, 'since': '2026-11-27T02:29:15Z', 'last': '2026-11-27T02:29:15Z', 'recent': [401, 401, 401, 401], 'statuses': {'401': 4}, 'senders': [['10.77.2.1', 4]], 'local': 405},
        finds=('http.unauthorized',), outcome='fail', source='lab: webhook/secret_of_test_system',
    ),
    Example(
        'The rule for calls from outside is gone: for two days nothing has come', 'arrivals',
        {'log': '/var/log/lab/webhook1/access.log', 'sure': True, 'every_s': 86400.0, 'sender': [], 'method': 'POST', 'path': '/hooks/payments', 'now': '2026-11-27T02:29:22Z', 'count': 3, 'since': '2026-11-25T00:29:19Z', 'last': '2026-11-25T00:29:19Z', 'recent': [200, 200, 200], 'statuses': {'200': 3}, 'senders': [['10.77.2.1', 3]], 'unreached': 'silent', 'local': 405},
        finds=('http.webhook_missing',), outcome='fail', source='lab: webhook/closed_from_outside',
    ),
    Example(
        'Here all is well, and the sender has not come for two days', 'arrivals',
        {'log': '/var/log/lab/webhook1/access.log', 'sure': True, 'every_s': 86400.0, 'sender': [], 'method': 'POST', 'path': '/hooks/payments', 'now': '2026-11-27T02:29:28Z', 'count': 3, 'since': '2026-11-25T00:29:25Z', 'last': '2026-11-25T00:29:26Z', 'recent': [200, 200, 200], 'statuses': {'200': 3}, 'senders': [['10.77.2.1', 3]], 'local': 405},
        finds=('http.webhook_missing',), outcome='fail', source='lab: webhook/no_call_for_days',
    ),
    Example(
        'The app works longer on a call than the sender waits', 'arrivals',
        {'log': '/var/log/lab/webhook1/access.log', 'sure': True, 'every_s': None, 'sender': [], 'method': 'POST', 'path': '/hooks/payments', 'now': '2026-11-27T02:29:31Z', 'count': 2, 'since': '2026-11-27T02:29:29Z', 'last': '2026-11-27T02:29:30Z', 'recent': [499, 499], 'statuses': {'499': 2}, 'senders': [['10.77.2.1', 2]], 'local': 405},
        finds=('http.timeout',), outcome='fail', source='lab: webhook/sender_gives_up',
    ),
    Example(
        'The app fails by itself on every request of this path', 'listener',
        {'host': '10.77.1.2', 'port': 8080, 'scheme': 'http', 'kind': 'http', 'method': 'GET', 'path': '/hooks/payments', 'expect': [], 'bound': ['10.77.1.2'], 'result': '', 'local_only': False, 'hidden': False, 'problem': '', 'status': 500, 'reason': 'Internal Server Error', 'headers': {'server': 'lab', 'content-type': 'application/json'}, 'body_bytes': 26, 'expected_bytes': 26, 'title': '', 'body_kind': 'json', 'text': '{"error": "no such table"}', 'ttfb_ms': 3.9, 'total_ms': 3.9, 'timeout_ms': 3000.0, 'taken': False},
        finds=('http.server_error',), outcome='fail', source='lab: webhook/app_fails',
    ),
    Example(
        'The framework answers 404 to all but POST, as Express does; it says so when asked for its methods', 'listener',
        {'host': '10.77.1.2', 'port': 8080, 'scheme': 'http', 'kind': 'http', 'method': 'GET', 'path': '/hooks/payments', 'expect': [], 'bound': ['10.77.1.2'], 'result': '', 'local_only': False, 'hidden': False, 'problem': '', 'status': 404, 'reason': 'Not Found', 'headers': {'server': 'lab', 'content-type': 'application/json'}, 'body_bytes': 21, 'expected_bytes': 21, 'title': '', 'body_kind': 'json', 'text': '{"error": "not here"}', 'ttfb_ms': 7.3, 'total_ms': 7.4, 'options': 200, 'allow': 'POST, OPTIONS', 'timeout_ms': 3000.0, 'taken': False},
        finds=(), outcome='pass', source='lab: control/webhook_route_for_post_alone',
    ),
    Example(
        'The clock is ten minutes off, and signatures are good for five', 'public',
        {'host': 'app.lab.test', 'port': 8443, 'scheme': 'https', 'kind': 'http', 'method': 'GET', 'path': '/hooks/payments', 'via': '', 'run_by': 'customer', 'expect': [], 'expect_body': False, 'timeout_ms': 3000.0, 'wants_json': False, 'sent_login': False, 'hops': [], 'problem': '', 'status': 405, 'reason': 'Method Not Allowed', 'headers': {'server': 'nginx/1.22.1', 'content-type': 'application/json', 'allow': 'POST, OPTIONS'}, 'body_bytes': 21, 'expected_bytes': 21, 'title': '', 'body_kind': 'json', 'text': '{"error": "not here"}', 'ttfb_ms': 7.5, 'total_ms': 7.7, 'peer_clock': {'peer': 'payments', 'offset_s': 600.41, 'error_s': 0.5}, 'tolerance_s': 300.0, 'taken': False, 'local': 405, 'local_only': False},
        finds=('clock.skew',), outcome='fail', source='lab: webhook/clock_behind',
    ),
    Example(
        '404 to everything but POST, also to OPTIONS; the log shows that calls are taken: listener', 'listener',
        {'host': '10.77.1.2', 'port': 8080, 'scheme': 'http', 'kind': 'http', 'method': 'GET', 'path': '/hooks/payments', 'expect': [], 'bound': ['10.77.1.2'], 'result': '', 'local_only': False, 'hidden': False, 'problem': '', 'status': 404, 'reason': 'Not Found', 'headers': {'server': 'lab', 'content-type': 'application/json'}, 'body_bytes': 21, 'expected_bytes': 21, 'title': '', 'body_kind': 'json', 'text': '{"error": "not here"}', 'ttfb_ms': 1.5, 'total_ms': 1.7, 'options': 404, 'allow': '', 'timeout_ms': 3000.0, 'taken': True},
        finds=(), outcome='pass', source='lab: control/webhook_silent_route_proved_by_log',
    ),
    Example(
        '404 to everything but POST, also to OPTIONS; the log shows that calls are taken: public', 'public',
        {'host': 'app.lab.test', 'port': 8443, 'scheme': 'https', 'kind': 'http', 'method': 'GET', 'path': '/hooks/payments', 'via': '', 'run_by': 'customer', 'expect': [], 'expect_body': False, 'timeout_ms': 3000.0, 'wants_json': False, 'sent_login': False, 'hops': [], 'problem': '', 'status': 404, 'reason': 'Not Found', 'headers': {'server': 'nginx/1.22.1', 'content-type': 'application/json'}, 'body_bytes': 21, 'expected_bytes': 21, 'title': '', 'body_kind': 'json', 'text': '{"error": "not here"}', 'ttfb_ms': 11.1, 'total_ms': 11.2, 'peer_clock': {'peer': 'payments', 'offset_s': 0.44, 'error_s': 0.51}, 'options': 404, 'allow': '', 'tolerance_s': None, 'taken': True, 'local': 404, 'local_only': False},
        finds=(), outcome='pass', source='lab: control/webhook_silent_route_proved_by_log',
    ),
)
