"""Real facts, captured in the lab (tests/lab), and what they must lead to."""
# ruff: noqa: E501  (what a server says is not broken into lines)

from __future__ import annotations

from farhand.model import Example

# fmt: off
EXAMPLES: tuple[Example, ...] = (
    Example(
        "hello in a healthy world", "hello",
        {'host': 'kafka.lab.test', 'port': 9093, 'tls': True, 'tested': [], 'answer': 'ok', 'release': '2.3', 'metadata': [0, 8], 'groups': True},
        finds=(), outcome="pass", source="lab: control/kafka_scram_over_tls",
    ),
    Example(
        "login in a healthy world", "login",
        {'host': 'kafka.lab.test', 'port': 9093, 'tls': True, 'user': 'app', 'protocol': 'SASL_SSL', 'mechanism': 'SCRAM-SHA-512', 'asked': 'SaslHandshake', 'code': 0, 'mechanisms': ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'], 'answer': 'ok'},
        finds=(), outcome="pass", source="lab: control/kafka_scram_over_tls",
    ),
    Example(
        "brokers in a healthy world", "brokers",
        {'host': 'kafka.lab.test', 'port': 9093, 'tls': True, 'protocol': 'SASL_SSL', 'answer': 'ok', 'brokers': 1, 'tried': [], 'controller': 1},
        finds=(), outcome="pass", source="lab: control/kafka_scram_over_tls",
    ),
    Example(
        "topics in a healthy world", "topics",
        {'host': 'kafka.lab.test', 'port': 9093, 'tls': True, 'user': 'app', 'topics': [{'name': 'orders', 'code': 0, 'partitions': 1, 'no_leader': 0, 'behind': 0, 'least_in_sync': 1, 'may_not': []}, {'name': 'invoices', 'code': 0, 'partitions': 1, 'no_leader': 0, 'behind': 0, 'least_in_sync': 1, 'may_not': []}], 'min_in_sync': 0, 'group': 'billing', 'group_code': 0},
        finds=(), outcome="pass", source="lab: control/kafka_scram_over_tls",
    ),
    Example(
        "login in a healthy world (2)", "login",
        {'host': 'kafka.lab.test', 'port': 9092, 'tls': False, 'user': '', 'protocol': 'PLAINTEXT', 'answer': 'ok', 'offers': ['PLAIN']},
        finds=(), outcome="pass", source="lab: control/kafka_plain",
    ),
    Example(
        "The broker advertises a name that only its own network knows", "brokers",
        {'host': '10.77.2.2', 'port': 9092, 'tls': False, 'protocol': 'PLAINTEXT', 'offers': ['PLAIN'], 'answer': 'ok', 'brokers': 1, 'tried': [{'id': 111, 'host': 'kafka-0.kafka-headless.internal', 'port': 9092, 'at': 'dns', 'cause': 'dns.nxdomain', 'why': '10.77.2.2 answers NXDOMAIN: there is no such name'}], 'controller': 111},
        finds=('kafka.advertised_listener',), outcome="fail", source="lab: kafka/advertised_internal_name",
    ),
    Example(
        "Three brokers advertise 127.0.0.1 and ports of their own; the app comes in by a relay", "brokers",
        {'host': '10.77.2.2', 'port': 9092, 'tls': False, 'protocol': 'PLAINTEXT', 'answer': 'ok', 'brokers': 3, 'tried': [{'id': 1, 'host': '127.0.0.1', 'port': 44919, 'loopback': True, 'at': 'tcp', 'cause': 'tcp.refused', 'why': '127.0.0.1:44919 answers with a reset'}, {'id': 2, 'host': '127.0.0.1', 'port': 43719, 'loopback': True, 'at': 'tcp', 'cause': 'tcp.refused', 'why': '127.0.0.1:43719 answers with a reset'}, {'id': 3, 'host': '127.0.0.1', 'port': 36661, 'loopback': True, 'at': 'tcp', 'cause': 'tcp.refused', 'why': '127.0.0.1:36661 answers with a reset'}], 'controller': 0},
        finds=('kafka.advertised_listener',), outcome="fail", source="lab: kafka/advertised_localhost",
    ),
    Example(
        "The broker advertises an address to which packets vanish", "brokers",
        {'host': '10.77.2.2', 'port': 9092, 'tls': False, 'protocol': 'PLAINTEXT', 'offers': ['PLAIN'], 'answer': 'ok', 'brokers': 1, 'tried': [{'id': 111, 'host': '10.77.2.4', 'port': 9092, 'at': 'tcp', 'cause': 'tcp.timeout', 'why': '10.77.2.4:9092 keeps silent, 5 packets went out; the last box on the way that still answers is 10.77.1.1; ports 443 and 22 of it are as silent'}], 'controller': 111},
        finds=('kafka.advertised_listener',), outcome="fail", source="lab: kafka/advertised_unreachable",
    ),
    Example(
        "The firewall is open to the bootstrap server only; the second broker is behind it", "brokers",
        {'host': 'kafka-1.lab.test', 'port': 9092, 'tls': False, 'protocol': 'PLAINTEXT', 'answer': 'ok', 'brokers': 2, 'tried': [{'id': 2, 'host': 'kafka-2.lab.test', 'port': 9092, 'at': 'tcp', 'cause': 'tcp.timeout', 'why': '10.77.2.3:9092 keeps silent, 3 packets went out; the last box on the way that still answers is 10.77.1.1; port 443 of the same host does answer, so this port is filtered'}], 'controller': 1},
        finds=('kafka.advertised_listener',), outcome="fail", source="lab: kafka/firewall_to_second_broker",
    ),
    Example(
        "The certificate names the bootstrap server, and not the name that the broker advertises", "brokers",
        {'host': 'kafka.lab.test', 'port': 9092, 'tls': True, 'protocol': 'SSL', 'answer': 'ok', 'brokers': 1, 'tried': [{'id': 1, 'host': 'broker-1.lab.test', 'port': 9092, 'at': 'tls', 'cause': 'tls.hostname', 'why': 'the certificate is for kafka.lab.test, not for broker-1.lab.test'}], 'controller': 1},
        finds=('tls.hostname',), outcome="fail", source="lab: kafka/tls_advertised_name",
    ),
    Example(
        "The cluster has no controller", "brokers",
        {'host': '10.77.2.2', 'port': 9092, 'tls': False, 'protocol': 'PLAINTEXT', 'answer': 'ok', 'brokers': 1, 'tried': [], 'controller': -1},
        finds=('kafka.cluster',), outcome="fail", source="lab: kafka/no_controller",
    ),
    Example(
        "The listener wants a login, and the app gives none", "brokers",
        {'host': '10.77.2.2', 'port': 9092, 'tls': False, 'protocol': 'PLAINTEXT', 'offers': ['PLAIN'], 'answer': 'closed'},
        finds=('kafka.security',), outcome="fail", source="lab: kafka/login_wanted",
    ),
    Example(
        "The app logs in at a listener that takes no login", "login",
        {'host': '10.77.2.2', 'port': 9092, 'tls': False, 'user': 'app', 'protocol': 'SASL_PLAINTEXT', 'mechanism': 'PLAIN', 'asked': 'SaslHandshake', 'code': 34, 'mechanisms': [], 'answer': 'error'},
        finds=('kafka.security',), outcome="fail", source="lab: kafka/login_not_taken",
    ),
    Example(
        "The password that the app has is not the broker's", "login",
        {'host': '10.77.2.2', 'port': 9092, 'tls': False, 'user': 'app', 'protocol': 'SASL_PLAINTEXT', 'mechanism': 'PLAIN', 'answer': 'error', 'asked': 'SaslAuthenticate', 'code': 58, 'message': 'Authentication failed: Invalid username or password'},
        finds=('kafka.security',), outcome="fail", source="lab: kafka/wrong_password",
    ),
    Example(
        "The password that the app has is not the broker's; it is proved by SCRAM-SHA-512", "login",
        {'host': '10.77.2.2', 'port': 9092, 'tls': False, 'user': 'app', 'protocol': 'SASL_PLAINTEXT', 'mechanism': 'SCRAM-SHA-512', 'answer': 'error', 'asked': 'SaslAuthenticate', 'code': 58, 'message': 'Authentication failed: during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-512'},
        finds=('kafka.security',), outcome="fail", source="lab: kafka/wrong_password_scram",
    ),
    Example(
        "The broker takes SCRAM only, and the app says PLAIN", "login",
        {'host': '10.77.2.2', 'port': 9092, 'tls': False, 'user': 'app', 'protocol': 'SASL_PLAINTEXT', 'mechanism': 'PLAIN', 'asked': 'SaslHandshake', 'code': 33, 'mechanisms': ['SCRAM-SHA-256'], 'answer': 'error'},
        finds=('kafka.security',), outcome="fail", source="lab: kafka/other_mechanism",
    ),
    Example(
        "The topic that the app needs does not exist", "topics",
        {'host': '10.77.2.2', 'port': 9092, 'tls': False, 'user': '', 'topics': [{'name': 'orders', 'code': 0, 'partitions': 2, 'no_leader': 0, 'behind': 0, 'least_in_sync': 1}, {'name': 'invoices', 'code': 3, 'partitions': 0, 'no_leader': 0, 'behind': 0, 'least_in_sync': 0}], 'min_in_sync': 0},
        finds=('kafka.topic',), outcome="fail", source="lab: kafka/topic_missing",
    ),
    Example(
        "The user may not even see the topic", "topics",
        {'host': '10.77.2.2', 'port': 9092, 'tls': False, 'user': 'app', 'topics': [{'name': 'orders', 'code': 29, 'partitions': 0, 'no_leader': 0, 'behind': 0, 'least_in_sync': 0}], 'min_in_sync': 0},
        finds=('kafka.security',), outcome="fail", source="lab: kafka/topic_forbidden",
    ),
    Example(
        "The user may read the topic, and the app writes to it", "topics",
        {'host': '10.77.2.2', 'port': 9092, 'tls': False, 'user': 'app', 'topics': [{'name': 'orders', 'code': 0, 'partitions': 1, 'no_leader': 0, 'behind': 0, 'least_in_sync': 1, 'may_not': ['write']}], 'min_in_sync': 0},
        finds=('kafka.security',), outcome="fail", source="lab: kafka/topic_read_only_rights",
    ),
    Example(
        "The user may not use the app's consumer group", "topics",
        {'host': '10.77.2.2', 'port': 9092, 'tls': False, 'user': 'app', 'topics': [{'name': 'orders', 'code': 0, 'partitions': 1, 'no_leader': 0, 'behind': 0, 'least_in_sync': 1, 'may_not': []}], 'min_in_sync': 0, 'group': 'billing', 'group_code': 30},
        finds=('kafka.security',), outcome="fail", source="lab: kafka/group_forbidden",
    ),
    Example(
        "A partition has no leader: the broker that held it is gone", "topics",
        {'host': '10.77.2.2', 'port': 9092, 'tls': False, 'user': '', 'topics': [{'name': 'orders', 'code': 0, 'partitions': 2, 'no_leader': 1, 'behind': 2, 'least_in_sync': 0, 'may_not': []}], 'min_in_sync': 0},
        finds=('kafka.cluster',), outcome="fail", source="lab: kafka/no_leader",
    ),
    Example(
        "Fewer replicas are in sync than the app's producer asks for", "topics",
        {'host': '10.77.2.2', 'port': 9092, 'tls': False, 'user': '', 'topics': [{'name': 'orders', 'code': 0, 'partitions': 1, 'no_leader': 0, 'behind': 1, 'least_in_sync': 1, 'may_not': []}], 'min_in_sync': 2},
        finds=('kafka.cluster',), outcome="fail", source="lab: kafka/too_few_in_sync",
    ),
    Example(
        "The broker is older than what the app is tested with", "hello",
        {'host': '10.77.2.2', 'port': 9092, 'tls': False, 'tested': ['2.8', '3.6'], 'answer': 'ok', 'release': '0.11', 'metadata': [0, 4], 'groups': False},
        finds=('app.unsupported',), outcome="fail", source="lab: kafka/too_old",
    ),
    Example(
        "What listens on Kafka's port is mute", "hello",
        {'host': '10.77.2.2', 'port': 9092, 'tls': False, 'tested': [], 'answer': 'mute'},
        finds=('tcp.mute',), outcome="fail", source="lab: kafka/port_mute",
    ),
    Example(
        "A web server answers on Kafka's port", "hello",
        {'host': '10.77.2.2', 'port': 9092, 'tls': False, 'tested': [], 'answer': 'other', 'speaker': 'HTTP', 'said': 'HTTP/1.1 200 OK..Server: lab..Content-Type: application/json'},
        finds=('tcp.wrong_service',), outcome="fail", source="lab: kafka/port_http",
    ),
    Example(
        "A listener with TLS, and the app speaks plainly", "hello",
        {'host': 'kafka.lab.test', 'port': 9092, 'tls': False, 'tested': [], 'answer': 'reset', 'errno': 104, 'takes_tls': True},
        finds=('tls.not_tls',), outcome="fail", source="lab: kafka/plain_to_tls",
    ),
    Example(
        "The app's security protocol is SSL, and the listener is without TLS", "tls",
        {'host': '10.77.2.2', 'port': 9092, 'tls': True, 'plain': True, 'result': 'silent'},
        finds=('tls.not_tls',), outcome="fail", source="lab: kafka/tls_to_plain",
    ),
)
# fmt: on
