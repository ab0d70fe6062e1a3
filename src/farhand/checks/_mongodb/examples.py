"""Real facts, captured in the lab (tests/lab), and what they must lead to."""
# ruff: noqa: E501  (what a server says is not broken into lines)

from __future__ import annotations

from farhand.model import Example

# fmt: off
EXAMPLES: tuple[Example, ...] = (
    Example(
        "the app has another password than the server", "login",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'user': 'app', 'source': 'billing', 'mechanism': 'SCRAM-SHA-256', 'offered': ['SCRAM-SHA-256'], 'answer': 'error', 'code': 18, 'text': 'authentication failed'},
        finds=('mongodb.auth',), outcome="fail", source="lab: mongodb/wrong_password",
    ),
    Example(
        "the user is kept in the database admin, and the address does not say so", "login",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'user': 'app', 'source': 'billing', 'mechanism': 'SCRAM-SHA-1', 'offered': [], 'elsewhere': ['admin'], 'answer': 'error', 'code': 18, 'text': 'Authentication failed.'},
        finds=('mongodb.auth',), outcome="fail", source="lab: mongodb/auth_source",
    ),
    Example(
        "the user has a password for SCRAM-SHA-1 only, and the address asks for SCRAM-SHA-256", "login",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'user': 'app', 'source': 'billing', 'mechanism': 'SCRAM-SHA-256', 'offered': ['SCRAM-SHA-1'], 'answer': 'error', 'code': 18, 'text': 'authentication failed'},
        finds=('mongodb.auth',), outcome="fail", source="lab: mongodb/mechanism",
    ),
    Example(
        "the server asks for a login, and the address has none", "rights",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'user': '', 'database': 'billing', 'answer': 'error', 'code': 13, 'text': 'command listCollections requires authentication'},
        finds=('mongodb.auth',), outcome="fail", source="lab: mongodb/no_login",
    ),
    Example(
        "the user may only read, and the app writes", "rights",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'user': 'app', 'database': 'billing', 'answer': 'ok', 'may_not_read': [], 'may_not_write': ['insert', 'update', 'remove']},
        finds=('mongodb.auth',), outcome="fail", source="lab: mongodb/may_not_write",
    ),
    Example(
        "the user's rights are on another database than the app's", "rights",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'user': 'app', 'database': 'billing', 'answer': 'error', 'code': 13, 'text': 'not authorized on billing to execute command (action: listCollections)'},
        finds=('mongodb.auth',), outcome="fail", source="lab: mongodb/rights_elsewhere",
    ),
    Example(
        "a collection that the app needs is not there", "rights",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'user': 'app', 'database': 'billing', 'answer': 'ok', 'missing': ['payments'], 'may_not_read': [], 'may_not_write': []},
        finds=('db.migration_failed',), outcome="fail", source="lab: mongodb/collection_missing",
    ),
    Example(
        "the set has another name than the address says", "set",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'part': 'primary', 'set': 'rs0', 'primary': '10.77.2.2:27017', 'wanted': 'rs1', 'direct': False, 'anyone': False, 'read_only_app': False, 'members': 1, 'listed': True, 'tried': []},
        finds=('mongodb.unavailable',), outcome="fail", source="lab: mongodb/set_name",
    ),
    Example(
        "the address names a set, and the server stands alone", "set",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'part': 'standalone', 'wanted': 'rs0', 'direct': False, 'anyone': False, 'read_only_app': False, 'members': 0, 'listed': False, 'tried': []},
        finds=('mongodb.unavailable',), outcome="fail", source="lab: mongodb/no_set",
    ),
    Example(
        "two of three members are gone: the last one is no primary", "set",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'part': 'secondary', 'set': 'rs0', 'wanted': 'rs0', 'direct': False, 'anyone': False, 'read_only_app': False, 'members': 3, 'listed': True, 'tried': [{'host': '10.77.2.3', 'port': 27017, 'at': 'tcp', 'cause': 'tcp.refused', 'why': '10.77.2.3:27017 answers with a reset (it comes from the host itself)'}, {'host': '10.77.2.4', 'port': 27017, 'at': 'tcp', 'cause': 'tcp.refused', 'why': '10.77.2.4:27017 answers with a reset (it comes from the host itself)'}]},
        finds=('mongodb.unavailable',), outcome="fail", source="lab: mongodb/no_primary",
    ),
    Example(
        "the server was started as a member of a set that was never initiated", "set",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'part': 'ghost', 'wanted': 'rs0', 'direct': False, 'anyone': False, 'read_only_app': False, 'members': 0, 'listed': False, 'tried': []},
        finds=('mongodb.unavailable',), outcome="fail", source="lab: mongodb/not_initiated",
    ),
    Example(
        "the members call themselves by names that only their own network knows", "set",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'part': 'primary', 'set': 'rs0', 'primary': 'mongo-0.mongo-headless.internal:27017', 'wanted': '', 'direct': False, 'anyone': False, 'read_only_app': False, 'members': 1, 'listed': False, 'tried': [{'host': 'mongo-0.mongo-headless.internal', 'port': 27017, 'at': 'dns', 'cause': 'dns.nxdomain', 'why': '10.77.2.2 answers NXDOMAIN: there is no such name'}]},
        finds=('mongodb.unavailable',), outcome="fail", source="lab: mongodb/advertised_internal_name",
    ),
    Example(
        "the app comes in by a relay, and the server, on its own loopback, calls itself 127.0.0.1", "set",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'part': 'primary', 'set': 'rs0', 'primary': '127.0.0.1:27017', 'wanted': 'rs0', 'direct': False, 'anyone': False, 'read_only_app': False, 'members': 1, 'listed': False, 'tried': [{'host': '127.0.0.1', 'port': 27017, 'loopback': True, 'at': 'tcp', 'cause': 'tcp.refused', 'why': '127.0.0.1:27017 answers with a reset'}]},
        finds=('mongodb.unavailable',), outcome="fail", source="lab: mongodb/advertised_loopback",
    ),
    Example(
        "the firewall is open to the first member only; the primary is behind it", "set",
        {'host': 'mongo-1.lab.test', 'port': 27017, 'tls': False, 'part': 'secondary', 'set': 'rs0', 'primary': 'mongo-2.lab.test:27017', 'wanted': '', 'direct': False, 'anyone': False, 'read_only_app': False, 'members': 2, 'listed': True, 'tried': [{'host': 'mongo-2.lab.test', 'port': 27017, 'at': 'tcp', 'cause': 'tcp.timeout', 'why': '10.77.2.3:27017 keeps silent, 3 packets went out; the last box on the way that still answers is 10.77.1.1; port 443 of the same host does answer, so this port is filtered'}]},
        finds=('mongodb.unavailable',), outcome="fail", source="lab: mongodb/firewall_to_primary",
    ),
    Example(
        "the only member of the set has stepped down", "set",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'part': 'secondary', 'set': 'rs0', 'wanted': 'rs0', 'direct': False, 'anyone': False, 'read_only_app': False, 'members': 1, 'listed': True, 'tried': []},
        finds=('mongodb.unavailable',), outcome="fail", source="lab: mongodb/stepped_down",
    ),
    Example(
        "the address leads to one member only, which is not the primary, and the app writes", "set",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'part': 'secondary', 'set': 'rs0', 'primary': '10.77.2.3:27017', 'wanted': '', 'direct': True, 'anyone': False, 'read_only_app': False, 'members': 2, 'listed': True, 'tried': []},
        finds=('mongodb.unavailable',), outcome="fail", source="lab: mongodb/direct_to_secondary",
    ),
    Example(
        "the server is shutting down", "hello",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'answer': 'error', 'code': 91, 'text': 'The server is in quiesce mode and will shut down'},
        finds=('mongodb.unavailable',), outcome="fail", source="lab: mongodb/shutting_down",
    ),
    Example(
        "the server is of 2017, and no driver of today speaks to it", "version",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'version': '', 'wire': [0, 5], 'tested': [], 'legacy': True},
        finds=('app.unsupported',), outcome="fail", source="lab: mongodb/no_op_msg",
    ),
    Example(
        "the server is older than what the app is tested with", "version",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'version': '4.4.29', 'wire': [0, 9], 'tested': ['6.0', '7.0']},
        finds=('app.unsupported',), outcome="fail", source="lab: mongodb/too_old",
    ),
    Example(
        "the server speaks TLS only, and the address does not ask for it", "hello",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'answer': 'reset', 'errno': 104, 'takes_tls': True},
        finds=('tls.not_tls',), outcome="fail", source="lab: mongodb/tls_wanted",
    ),
    Example(
        "the address asks for TLS, and the server does not speak it", "tls",
        {'host': '10.77.2.2', 'port': 27017, 'tls': True, 'plain': True, 'result': 'silent'},
        finds=('tls.not_tls',), outcome="fail", source="lab: mongodb/tls_to_plain",
    ),
    Example(
        "the primary is reached at its own name, which its certificate does not have", "set",
        {'host': 'mongo-1.lab.test', 'port': 27017, 'tls': True, 'part': 'secondary', 'set': 'rs0', 'primary': 'mongo-2.lab.test:27017', 'wanted': '', 'direct': False, 'anyone': False, 'read_only_app': False, 'members': 2, 'listed': True, 'tried': [{'host': 'mongo-2.lab.test', 'port': 27017, 'at': 'tls', 'cause': 'tls.hostname', 'why': 'the certificate is for mongo-1.lab.test, not for mongo-2.lab.test'}]},
        finds=('tls.hostname',), outcome="fail", source="lab: mongodb/tls_name_of_member",
    ),
    Example(
        "an HTTP server answers on MongoDB's port", "hello",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'answer': 'other', 'speaker': 'HTTP', 'said': 'HTTP/1.1 200 OK..Server: lab..Content-Type: application/json'},
        finds=('tcp.wrong_service',), outcome="fail", source="lab: mongodb/port_http",
    ),
    Example(
        "the name of the cluster has no SRV record at this site's name server", "srv",
        {'host': 'cluster.lab.test', 'name': '_mongodb._tcp.cluster.lab.test', 'asked': [{'server': '10.77.2.2', 'result': 'NXDOMAIN', 'hosts': 0}], 'hosts': [], 'txt': ''},
        finds=('dns.nxdomain',), outcome="fail", source="lab: mongodb/srv_missing",
    ),
    Example(
        "hello in a healthy world (A login, and collections that are there)", "hello",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'answer': 'ok', 'part': 'standalone', 'wire': [0, 27]},
        finds=(), outcome="pass", source="lab: control/mongodb_plain",
    ),
    Example(
        "version in a healthy world (A login, and collections that are there)", "version",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'version': '8.2.11', 'wire': [0, 27], 'tested': ['7.0', '8.0']},
        finds=(), outcome="pass", source="lab: control/mongodb_plain",
    ),
    Example(
        "set in a healthy world (A login, and collections that are there)", "set",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'part': 'standalone', 'wanted': '', 'direct': False, 'anyone': False, 'read_only_app': False, 'members': 0, 'listed': False, 'tried': []},
        finds=(), outcome="pass", source="lab: control/mongodb_plain",
    ),
    Example(
        "login in a healthy world (A login, and collections that are there)", "login",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'user': 'app', 'source': 'billing', 'mechanism': 'SCRAM-SHA-256', 'offered': ['SCRAM-SHA-256'], 'answer': 'ok'},
        finds=(), outcome="pass", source="lab: control/mongodb_plain",
    ),
    Example(
        "rights in a healthy world (A login, and collections that are there)", "rights",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'user': 'app', 'database': 'billing', 'answer': 'ok', 'missing': [], 'may_not_read': [], 'may_not_write': []},
        finds=(), outcome="pass", source="lab: control/mongodb_plain",
    ),
    Example(
        "srv in a healthy world (A cluster by SRV and TXT records, over TLS, the user in admin; the first host is gone)", "srv",
        {'host': 'cluster.lab.test', 'name': '_mongodb._tcp.cluster.lab.test', 'asked': [{'server': '10.77.2.2', 'result': 'NOERROR', 'hosts': 3}], 'hosts': [['m1.lab.test', 27017], ['m2.lab.test', 27017], ['m3.lab.test', 27017]], 'txt': 'authSource=admin&replicaSet=rs0'},
        finds=(), outcome="pass", source="lab: control/mongodb_srv",
    ),
    Example(
        "tls in a healthy world (A cluster by SRV and TXT records, over TLS, the user in admin; the first host is gone)", "tls",
        {'host': 'm2.lab.test', 'port': 27017, 'kind': 'mongodb', 'run_by': 'customer', 'now': '2026-11-27T02:11:12Z', 'via': '', 'result': 'ok', 'asked_client_cert': False, 'chain': [{'subject': 'O=trustme v1.2.1, OU=Testing cert #O_7SlT5nK4_P2Y8s', 'subject_o': 'trustme v1.2.1', 'issuer': 'O=Lab Authority, OU=Testing CA #F3uJ76v9QxcfB5hw', 'issuer_o': 'Lab Authority', 'not_before': '2000-01-01T00:00:00Z', 'not_after': '3000-01-01T00:00:00Z', 'key': 'EC', 'bits': 256, 'signed_with': 'sha256', 'sha256': '24725b5017b5df132a8c04bb4e4411e0728496596339ac10553c88b7fca1243c', 'names': ['*.lab.test'], 'ca': False, 'must_staple': False, 'key_id': 'df482c0f4ff91ef2872dea733d483ef847f59277', 'issuer_key_id': 'ab660df9fa70076316ff021bced01a00c9955777', 'self_signed': False}], 'version': 'TLSv1.3', 'cipher': 'TLS_AES_256_GCM_SHA384', 'received': 931, 'ms': 7.3, 'store': {'name': 'ssl', 'libraries': ['urllib', 'aiohttp', 'ssl'], 'where': '/tmp/fh-lab-8606-j4mt6xad/ca.pem and /usr/lib/ssl/certs', 'verified': True, 'variable': 'SSL_CERT_FILE', 'sets': 'SSL_CERT_FILE', 'problem': ''}, 'gave_client_cert': False},
        finds=(), outcome="pass", source="lab: control/mongodb_srv",
    ),
    Example(
        "set of a set with a member that is gone (A cluster by SRV and TXT records, over TLS, the user in admin; the first host is gone)", "set",
        {'host': 'm2.lab.test', 'port': 27017, 'tls': True, 'part': 'primary', 'set': 'rs0', 'primary': 'm2.lab.test:27017', 'wanted': 'rs0', 'direct': False, 'anyone': False, 'read_only_app': False, 'members': 3, 'listed': True, 'tried': [{'host': 'm1.lab.test', 'port': 27017, 'at': 'tcp', 'cause': 'tcp.refused', 'why': '10.77.2.5:27017 answers with a reset (it comes from the host itself)'}, {'host': 'm3.lab.test', 'port': 27017, 'open': True, 'part': 'secondary', 'set': 'rs0'}]},
        finds=('mongodb.unavailable',), outcome="warn", source="lab: control/mongodb_srv",
    ),
    Example(
        "set in a healthy world (Names that nobody resolves are no matter where the address says directConnection)", "set",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'part': 'primary', 'set': 'rs0', 'primary': 'mongo-0.mongo-headless.internal:27017', 'wanted': '', 'direct': True, 'anyone': False, 'read_only_app': False, 'members': 1, 'listed': False, 'tried': []},
        finds=(), outcome="pass", source="lab: control/mongodb_direct",
    ),
    Example(
        "set in a healthy world (A router of a sharded cluster, which is neither primary nor a member)", "set",
        {'host': '10.77.2.2', 'port': 27017, 'tls': False, 'part': 'router', 'wanted': '', 'direct': False, 'anyone': False, 'read_only_app': False, 'members': 0, 'listed': False, 'tried': []},
        finds=(), outcome="pass", source="lab: control/mongodb_router",
    ),
)
# fmt: on
