"""RabbitMQ: one user, fresh data, only on this host. Settings have the names of rabbitmq.conf."""

from __future__ import annotations

from collections.abc import Mapping

from farhand.mirror.run.nouns import Service
from farhand.mirror.run.servers._start import Start, tokens

PROGRAMS = ("rabbitmq-server",)
#: What is on the path refuses every user but its own and root.
PLACES = ("/usr/lib/rabbitmq/bin", "/opt/rabbitmq/sbin")
#: For clients, for its own tools, and for the list of nodes.
PORTS = 3
SETTINGS = frozenset({
    "channel_max", "frame_max", "heartbeat", "max_message_size", "consumer_timeout", "connection_max",
    "default_vhost",
})  # fmt: skip
FORM = tokens


def start(service: Service, folder: str, programs: str, port: int, own: int, nodes: int) -> Start:
    """`programs` holds rabbitmq-server; Erlang is found by the path. It takes some ten seconds."""
    return Start(
        argv=[f"{programs}/rabbitmq-server"],
        files={"rabbitmq.conf": _conf(service, port), "plugins": "[].\n"},
        env={
            "HOME": folder, "RABBITMQ_NODENAME": f"mirror{port}@localhost", "RABBITMQ_DIST_PORT": str(own),
            "RABBITMQ_CONFIG_FILE": f"{folder}/rabbitmq.conf", "RABBITMQ_MNESIA_BASE": f"{folder}/data",
            "RABBITMQ_LOG_BASE": f"{folder}/log", "RABBITMQ_ENABLED_PLUGINS_FILE": f"{folder}/plugins",
            "RABBITMQ_PID_FILE": f"{folder}/pid", "RUNNING_UNDER_SYSTEMD": "true",
            "ERL_EPMD_PORT": str(nodes), "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+S 1:1 -kernel inet_dist_use_interface {127,0,0,1}",
        },
        ready=lambda _, log: "Server startup complete" in log,
        url=f"amqp://{service.user}:{service.password}@127.0.0.1:{port}/{vhost(service.settings)}",
    )  # fmt: skip


def _conf(service: Service, port: int) -> str:
    found = tokens(service.settings, SETTINGS)
    lines = [
        f"listeners.tcp.1 = 127.0.0.1:{port}", "loopback_users = none", "log.console = true",
        "log.file = false",
        # A developer's machine may be nearly full: that is no difference to anybody.
        "disk_free_limit.absolute = 1MB",
        f"default_user = {service.user}", f"default_pass = {service.password}",
    ]  # fmt: skip
    return "\n".join([*lines, *(f"{name} = {value}" for name, value in found.items()), ""])


def vhost(settings: Mapping[str, str]) -> str:
    """As it stands in a URL, where nothing is the one that is called "/"."""
    name = tokens(settings, SETTINGS).get("default_vhost", "/")
    return "" if name == "/" else name


def arguments(settings: Mapping[str, str]) -> str:
    """The same as words for Erlang, as the official image takes them; numbers only."""
    found = {n: v for n, v in tokens(settings, SETTINGS).items() if v.isdecimal()}
    return " ".join(f"-rabbit {name} {value}" for name, value in found.items())
