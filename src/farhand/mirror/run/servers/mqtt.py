"""Mosquitto: one user, nothing kept on the disk, only on this host."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping

from farhand.mirror.run.nouns import Service
from farhand.mirror.run.servers._start import Start, tokens

PROGRAMS = ("mosquitto",)
#: How it tells its version.
VERSION = "-h"
SETTINGS = frozenset({
    "message_size_limit", "max_packet_size", "max_connections", "max_keepalive", "max_qos",
    "max_topic_alias", "max_inflight_messages", "max_queued_messages", "max_queued_bytes",
    "max_inflight_bytes", "allow_anonymous",
    "allow_zero_length_clientid", "retain_available", "queue_qos0_messages", "upgrade_outgoing_qos",
})  # fmt: skip
FORM = tokens


def start(service: Service, folder: str, programs: str, port: int) -> Start:
    """`programs` holds mosquitto."""
    text = conf(service.settings, f"{port} 127.0.0.1", f"{folder}/passwords")
    return Start(
        argv=[f"{programs}/mosquitto", "-c", f"{folder}/mosquitto.conf"],
        files={"mosquitto.conf": text, "passwords": password_line(service.user, service.password)},
        ready=lambda _, log: "listen socket on port" in log,
        url=f"mqtt://{service.user}:{service.password}@127.0.0.1:{port}",
    )


def conf(settings: Mapping[str, str], listener: str, passwords: str) -> str:
    """Its configuration; `listener` is a port and perhaps an address."""
    found = {"allow_anonymous": "false", **tokens(settings, SETTINGS)}
    lines = [f"listener {listener}", f"password_file {passwords}", "persistence false", "log_dest stderr"]
    return "\n".join([*lines, *(f"{name} {value}" for name, value in found.items()), ""])


def password_line(user: str, password: str) -> str:
    """As its password file has it, of the form that versions 1 and 2 read."""
    salt = hashlib.sha256(f"{user}:{password}".encode()).digest()[:12]
    parts = (salt, hashlib.sha512(password.encode() + salt).digest())
    return f"{user}:$6${'$'.join(base64.b64encode(part).decode() for part in parts)}\n"
