"""Real facts, captured in the lab (tests/lab), and what they must lead to."""
# ruff: noqa: E501  (what a server says is not broken into lines)

from __future__ import annotations

from farhand.model import Example

# fmt: off
EXAMPLES: tuple[Example, ...] = (
    Example(
        "The issuer ends with a slash, in the document and in the app's setting: discovery", "discovery",
        {'host': 'login.lab.test', 'port': 8443, 'scheme': 'https', 'kind': 'http', 'method': 'GET', 'path': '/.well-known/openid-configuration', 'via': '', 'run_by': 'customer', 'expect': [200], 'expect_body': False, 'timeout_ms': 3000.0, 'wants_json': True, 'sent_login': False, 'hops': [], 'problem': '', 'status': 200, 'reason': 'OK', 'headers': {'server': 'lab', 'content-type': 'application/json'}, 'body_bytes': 381, 'expected_bytes': 381, 'title': '', 'body_kind': 'json', 'text': '{ "issuer": "https://login.lab.test:8443/", "authorization_endpoint": "https://login.lab.test:8443/authorize", "token_endpoint": "https://login.lab.test:8443/token", "jwks_uri": "https://login.lab.test:8443/keys", "response_types_supported": [ "code" ], "subject_types_supported": [ "public" ], "id_t', 'ttfb_ms': 45.4, 'total_ms': 45.5, 'peer_clock': {'peer': 'login', 'offset_s': 0.38, 'error_s': 0.52}, 'document': True, 'issuer': 'https://login.lab.test:8443/', 'declared': 'https://login.lab.test:8443/', 'endpoints': {'authorization_endpoint': 'https://login.lab.test:8443/authorize', 'token_endpoint': 'https://login.lab.test:8443/token', 'jwks_uri': 'https://login.lab.test:8443/keys'}, 'leeway_s': None},
        finds=(), outcome="pass", source="lab: control/oidc_slash_in_both",
    ),
    Example(
        "The issuer ends with a slash, in the document and in the app's setting: keys", "keys",
        {'place': 'https://login.lab.test:8443/keys', 'declared': 'https://login.lab.test:8443/', 'host': 'login.lab.test', 'scheme': 'https', 'method': 'GET', 'path': '/keys', 'run_by': 'customer', 'problem': '', 'status': 200, 'reason': 'OK', 'headers': {'server': 'lab', 'content-type': 'application/json'}, 'body_bytes': 490, 'expected_bytes': 490, 'title': '', 'body_kind': 'json', 'text': '{ "keys": [ { "kty": "RSA", "n": "qaaZOYu7bt5ymUk8x_ty3GCOV7gbJEgSRyKT2kPGo25SjcNNpyh-vszgYLI1SKnTi48gdA3R1tTLy6WLAwFivSZ7SWg5jj7k-lkwqC2OyEaxfvn4cetZB5xyEPcSVkhvP-FjjjK20OT90jvm5FplgBENTX2vldfOLN17VuFc4IV6t0H66GflJdB8eGaAwKtY8TdD_39PO5HnaAIgYovucD3063zgrhIVBeoG-zZUm1VcgsKXMxRg8yR4pbY7SLaCRyZeDqyNTE', 'ttfb_ms': 19.2, 'total_ms': 19.3, 'timeout_ms': 3000.0, 'expect': [200], 'wants_json': True, 'set': True, 'keys': [{'kid': 'key-1', 'kty': 'RSA', 'use': 'sig', 'alg': 'RS256'}], 'kid': 'key-1', 'alg': 'RS256'},
        finds=(), outcome="pass", source="lab: control/oidc_slash_in_both",
    ),
    Example(
        "The issuer ends with a slash, in the document and in the app's setting: token", "token",
        {'place': 'https://login.lab.test:8443/token', 'declared': 'https://login.lab.test:8443/', 'host': 'login.lab.test', 'scheme': 'https', 'method': 'GET', 'path': '/token', 'run_by': 'customer', 'problem': '', 'status': 405, 'reason': 'Method Not Allowed', 'headers': {'server': 'lab', 'content-type': 'application/json', 'allow': 'POST'}, 'body_bytes': 19, 'expected_bytes': 19, 'title': '', 'body_kind': 'json', 'text': '{"error": "method"}', 'ttfb_ms': 82.4, 'total_ms': 82.5, 'timeout_ms': 3000.0},
        finds=(), outcome="pass", source="lab: control/oidc_slash_in_both",
    ),
    Example(
        "The issuer has a slash at its end, and the app's setting has none", "discovery",
        {'host': 'login.lab.test', 'port': 8443, 'scheme': 'http', 'kind': 'http', 'method': 'GET', 'path': '/.well-known/openid-configuration', 'via': '', 'run_by': 'customer', 'expect': [200], 'expect_body': False, 'timeout_ms': 3000.0, 'wants_json': True, 'sent_login': False, 'hops': [], 'problem': '', 'status': 200, 'reason': 'OK', 'headers': {'server': 'lab', 'content-type': 'application/json'}, 'body_bytes': 377, 'expected_bytes': 377, 'title': '', 'body_kind': 'json', 'text': '{ "issuer": "http://login.lab.test:8443/", "authorization_endpoint": "http://login.lab.test:8443/authorize", "token_endpoint": "http://login.lab.test:8443/token", "jwks_uri": "http://login.lab.test:8443/keys", "response_types_supported": [ "code" ], "subject_types_supported": [ "public" ], "id_token', 'ttfb_ms': 18.5, 'total_ms': 18.6, 'peer_clock': {'peer': 'login', 'offset_s': 0.13, 'error_s': 0.51}, 'document': True, 'issuer': 'http://login.lab.test:8443/', 'declared': 'http://login.lab.test:8443', 'endpoints': {'authorization_endpoint': 'http://login.lab.test:8443/authorize', 'token_endpoint': 'http://login.lab.test:8443/token', 'jwks_uri': 'http://login.lab.test:8443/keys'}, 'leeway_s': None},
        finds=('oidc.issuer',), outcome="fail", source="lab: oidc/issuer_slash",
    ),
    Example(
        "The issuer is right; the address of its keys is without TLS", "discovery",
        {'host': 'login.lab.test', 'port': 8443, 'scheme': 'https', 'kind': 'http', 'method': 'GET', 'path': '/.well-known/openid-configuration', 'via': '', 'run_by': 'customer', 'expect': [200], 'expect_body': False, 'timeout_ms': 3000.0, 'wants_json': True, 'sent_login': False, 'hops': [], 'problem': '', 'status': 200, 'reason': 'OK', 'headers': {'server': 'lab', 'content-type': 'application/json'}, 'body_bytes': 379, 'expected_bytes': 379, 'title': '', 'body_kind': 'json', 'text': '{ "issuer": "https://login.lab.test:8443", "authorization_endpoint": "https://login.lab.test:8443/authorize", "token_endpoint": "https://login.lab.test:8443/token", "jwks_uri": "http://login.lab.test:8443/keys", "response_types_supported": [ "code" ], "subject_types_supported": [ "public" ], "id_tok', 'ttfb_ms': 47.5, 'total_ms': 47.6, 'peer_clock': {'peer': 'login', 'offset_s': 0.36, 'error_s': 0.52}, 'document': True, 'issuer': 'https://login.lab.test:8443', 'declared': 'https://login.lab.test:8443', 'endpoints': {'authorization_endpoint': 'https://login.lab.test:8443/authorize', 'token_endpoint': 'https://login.lab.test:8443/token', 'jwks_uri': 'http://login.lab.test:8443/keys'}, 'leeway_s': None},
        finds=('oidc.issuer',), outcome="fail", source="lab: oidc/endpoint_http_behind_proxy",
    ),
    Example(
        "Discovery is behind a login: it redirects to a page", "discovery",
        {'host': 'login.lab.test', 'port': 8443, 'scheme': 'http', 'kind': 'http', 'method': 'GET', 'path': '/.well-known/openid-configuration', 'via': '', 'run_by': 'customer', 'expect': [200], 'expect_body': False, 'timeout_ms': 3000.0, 'wants_json': True, 'sent_login': False, 'hops': [{'status': 302, 'from': 'http://login.lab.test:8443/.well-known/openid-configuration', 'to': 'http://login.lab.test:8443/login', 'dropped_login': False, 'method': 'GET'}], 'problem': '', 'status': 200, 'reason': 'OK', 'headers': {'server': 'lab', 'content-type': 'text/html'}, 'body_bytes': 28, 'expected_bytes': 28, 'title': 'Sign in', 'body_kind': 'html', 'text': 'Sign in', 'ttfb_ms': 3.2, 'total_ms': 3.3, 'peer_clock': {'peer': 'login', 'offset_s': 0.19, 'error_s': 0.5}, 'document': False, 'issuer': '', 'declared': 'http://login.lab.test:8443', 'endpoints': {}, 'leeway_s': None},
        finds=('http.redirected',), outcome="fail", source="lab: oidc/login_page",
    ),
    Example(
        "The issuer's only key is for encryption", "keys",
        {'place': 'http://login.lab.test:8443/keys', 'declared': 'http://login.lab.test:8443', 'host': 'login.lab.test', 'scheme': 'http', 'method': 'GET', 'path': '/keys', 'run_by': 'customer', 'problem': '', 'status': 200, 'reason': 'OK', 'headers': {'server': 'lab', 'content-type': 'application/json'}, 'body_bytes': 493, 'expected_bytes': 493, 'title': '', 'body_kind': 'json', 'text': '{ "keys": [ { "kty": "RSA", "n": "0oL5nYWB-L1NbWdu_KMObshpgHiFVM8sygbd61H-J_Eat1KH_yvuyhm9XA2fNBhdZZ9ZQGjegTE2I51KIaUUPU98Z27mGvznn4AX8V2pM2ASOdo3AVAT5xwGwlHi8vVSsAhUPZKaTLARpFdBNqCFj9FadzYexn58LjWUA85s209ZJo-zaKLsfmmi51W8MWxFdJ5ET_G6LwY2mebkMEwzhv_7jG36amWBsUJqE-g5rsmjm4p3H5cI_msfLO-JfCSs7pni5whiES', 'ttfb_ms': 7.6, 'total_ms': 7.8, 'timeout_ms': 3000.0, 'expect': [200], 'wants_json': True, 'set': True, 'keys': [{'kid': 'key-1', 'kty': 'RSA', 'use': 'enc', 'alg': 'RSA-OAEP'}], 'kid': '', 'alg': ''},
        finds=('oidc.keys',), outcome="fail", source="lab: oidc/keys_only_encrypt",
    ),
    Example(
        "The declared key is no longer published", "keys",
        {'place': 'http://login.lab.test:8443/keys', 'declared': 'http://login.lab.test:8443', 'host': 'login.lab.test', 'scheme': 'http', 'method': 'GET', 'path': '/keys', 'run_by': 'customer', 'problem': '', 'status': 200, 'reason': 'OK', 'headers': {'server': 'lab', 'content-type': 'application/json'}, 'body_bytes': 490, 'expected_bytes': 490, 'title': '', 'body_kind': 'json', 'text': '{ "keys": [ { "kty": "RSA", "n": "qhYDfkammoc25DQh2mN3M1-yIZ7VIMN9BQ71g0C-u6pDTlq62Dgct_C94se24BCsNI1DSpnAHGnnnqaY6R-P7F-CKloBmxWtisbr7_HXORutBfib3sHhojfkE4uR-RyE5rsLeMj0wsVjI9c6bGcN1wJcSwal8x1Bg5yaF5Ir43fCRvAFgR9DuUyy_DMePPLP-Sq5uRguzO64_Z2H04aAMwNMCbQ48VuB0V6NOHLnZTiiepdZmXPxPUdnh5Mg-FOqD-IVi5Um8z', 'ttfb_ms': 1.1, 'total_ms': 1.2, 'timeout_ms': 3000.0, 'expect': [200], 'wants_json': True, 'set': True, 'keys': [{'kid': 'key-7', 'kty': 'RSA', 'use': 'sig', 'alg': 'RS256'}], 'kid': 'key-1', 'alg': ''},
        finds=('oidc.keys',), outcome="fail", source="lab: oidc/keys_rotated",
    ),
    Example(
        "The keys are at another port, where nothing listens", "keys",
        {'place': 'http://login.lab.test:9443/keys', 'declared': 'http://login.lab.test:8443', 'host': 'login.lab.test', 'scheme': 'http', 'method': 'GET', 'path': '/keys', 'run_by': 'customer', 'unreached': 'refused', 'expect': [200], 'wants_json': True, 'set': False, 'keys': [], 'kid': '', 'alg': ''},
        finds=('tcp.refused',), outcome="fail", source="lab: oidc/keys_refused",
    ),
    Example(
        "The keys are at another host, whose name is not known here", "keys",
        {'place': 'http://keys.lab.test:8443/keys', 'declared': 'http://login.lab.test:8443', 'host': 'keys.lab.test', 'scheme': 'http', 'method': 'GET', 'path': '/keys', 'run_by': 'customer', 'unreached': 'unresolved', 'expect': [200], 'wants_json': True, 'set': False, 'keys': [], 'kid': '', 'alg': ''},
        finds=('dns.nxdomain',), outcome="fail", source="lab: oidc/keys_name_unknown",
    ),
    Example(
        "The clocks differ by more than the app allows", "discovery",
        {'host': 'login.lab.test', 'port': 8443, 'scheme': 'http', 'kind': 'http', 'method': 'GET', 'path': '/.well-known/openid-configuration', 'via': '', 'run_by': 'customer', 'expect': [200], 'expect_body': False, 'timeout_ms': 3000.0, 'wants_json': True, 'sent_login': False, 'hops': [], 'problem': '', 'status': 200, 'reason': 'OK', 'headers': {'server': 'lab', 'content-type': 'application/json'}, 'body_bytes': 376, 'expected_bytes': 376, 'title': '', 'body_kind': 'json', 'text': '{ "issuer": "http://login.lab.test:8443", "authorization_endpoint": "http://login.lab.test:8443/authorize", "token_endpoint": "http://login.lab.test:8443/token", "jwks_uri": "http://login.lab.test:8443/keys", "response_types_supported": [ "code" ], "subject_types_supported": [ "public" ], "id_token_', 'ttfb_ms': 7.5, 'total_ms': 7.6, 'peer_clock': {'peer': 'login', 'offset_s': 90.31, 'error_s': 0.5}, 'document': True, 'issuer': 'http://login.lab.test:8443', 'declared': 'http://login.lab.test:8443', 'endpoints': {'authorization_endpoint': 'http://login.lab.test:8443/authorize', 'token_endpoint': 'http://login.lab.test:8443/token', 'jwks_uri': 'http://login.lab.test:8443/keys'}, 'leeway_s': 60.0},
        finds=('clock.skew',), outcome="fail", source="lab: oidc/clock_beyond_leeway",
    ),
    Example(
        "The gateway has no backend for the token endpoint", "token",
        {'place': 'http://login.lab.test:8443/token', 'declared': 'http://login.lab.test:8443', 'host': 'login.lab.test', 'scheme': 'http', 'method': 'GET', 'path': '/token', 'run_by': 'customer', 'problem': '', 'status': 503, 'reason': 'Service Unavailable', 'headers': {'server': 'lab', 'content-type': 'application/json'}, 'body_bytes': 10, 'expected_bytes': 10, 'title': '', 'body_kind': 'text', 'text': 'no backend', 'ttfb_ms': 60.9, 'total_ms': 61.1, 'timeout_ms': 3000.0},
        finds=('http.bad_gateway',), outcome="fail", source="lab: oidc/token_unavailable",
    ),
)
