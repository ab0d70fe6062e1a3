"""NATS: one user, only on this host; streams where the customer has them."""

from __future__ import annotations

from collections.abc import Mapping

from farhand.mirror.run.nouns import Service
from farhand.mirror.run.servers._start import Start, tokens

PROGRAMS = ("nats-server",)
SETTINGS = frozenset({
    "max_payload", "max_connections", "max_subscriptions", "max_control_line", "max_pending", "ping_interval",
    "ping_max", "write_deadline", "jetstream",
})  # fmt: skip
FORM = tokens


def start(service: Service, folder: str, programs: str, port: int) -> Start:
    """`programs` holds nats-server."""
    text = conf(service.settings, f"127.0.0.1:{port}", service.user, service.password, folder)
    return Start(
        argv=[f"{programs}/nats-server", "-c", f"{folder}/nats.conf"],
        files={"nats.conf": text},
        ready=lambda _, log: "Server is ready" in log,
        url=f"nats://{service.user}:{service.password}@127.0.0.1:{port}",
    )


def conf(settings: Mapping[str, str], listen: str, user: str, password: str, folder: str) -> str:
    """Its configuration; `folder` is where it may keep streams."""
    found = tokens(settings, SETTINGS)
    streams = found.pop("jetstream", "off").lower() in ("on", "true", "enabled", "yes")
    lines = [f'listen: "{listen}"', f'authorization {{ user: "{user}", password: "{password}" }}']
    lines += [f"{name}: {value}" for name, value in found.items()]
    lines += [f'jetstream {{ store_dir: "{folder}/streams" }}'] if streams else []
    return "\n".join([*lines, ""])
