"""Real facts, captured in the lab (tests/lab), and what they must lead to."""

from __future__ import annotations

from farhand.model import Example

# fmt: off
EXAMPLES: tuple[Example, ...] = (
    Example(
        "the app has another password than the broker", "login",
        {'host': '10.77.2.2',
         'port': 1883,
         'tls': False,
         'user': 'app',
         'password_given': True,
         'level': 4,
         'answer': 'error',
         'code': 5},
        finds=('amqp.auth',), outcome="fail", source="lab: mqtt/wrong_password",
    ),
    Example(
        "the user may not listen to a topic that the app needs", "topics",
        {'host': '10.77.2.2',
         'port': 1883,
         'tls': False,
         'user': 'app',
         'topics': {'sensors/+/heat': 0, 'alarms/#': 128}},
        finds=('amqp.auth',), outcome="fail", source="lab: mqtt/topic_denied",
    ),
    Example(
        "the app speaks MQTT 5 and may not listen to a topic that it needs", "topics",
        {'host': '10.77.2.2',
         'port': 1883,
         'tls': False,
         'user': 'app',
         'topics': {'alarms/#': 135, 'sensors/#': 0}},
        finds=('amqp.auth',), outcome="fail", source="lab: mqtt/topic_denied_5",
    ),
    Example(
        "the broker speaks TLS only, and the app's address says mqtt://", "hello",
        {'host': '10.77.2.2',
         'port': 1883,
         'tls': False,
         'answer': 'reset',
         'errno': 104,
         'takes_tls': True},
        finds=('tls.not_tls',), outcome="fail", source="lab: mqtt/plain_to_tls",
    ),
    Example(
        "an HTTP server answers on the broker's port", "hello",
        {'host': '10.77.2.2',
         'port': 1883,
         'tls': False,
         'answer': 'other',
         'speaker': 'HTTP',
         'said': 'HTTP/1.1 200 OK..Server: lab..Content-Type: application/json'},
        finds=('tcp.wrong_service',), outcome="fail", source="lab: mqtt/port_http",
    ),
    Example(
        "hello in a healthy world", "hello",
        {'host': '10.77.2.2', 'port': 1883, 'tls': False, 'answer': 'ok'},
        finds=(), outcome="pass", source="lab: control/mqtt_topics",
    ),
    Example(
        "login in a healthy world", "login",
        {'host': '10.77.2.2',
         'port': 1883,
         'tls': False,
         'user': 'app',
         'password_given': True,
         'level': 4,
         'answer': 'ok',
         'code': 0},
        finds=(), outcome="pass", source="lab: control/mqtt_topics",
    ),
    Example(
        "topics in a healthy world", "topics",
        {'host': '10.77.2.2',
         'port': 1883,
         'tls': False,
         'user': 'app',
         'topics': {'sensors/#': 0, 'sensors/+/heat': 0}},
        finds=(), outcome="pass", source="lab: control/mqtt_topics",
    ),
)
# fmt: on
