"""How the official images of servers are told their settings, user, password and data.  Pure."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from farhand.mirror import acl
from farhand.mirror.build.setup import Service
from farhand.mirror.images import version_of
from farhand.mirror.run.servers import amqp, memcached, mqtt, nats

#: Where an image runs the SQL that it finds at its first start.
INIT = {"postgres": "/docker-entrypoint-initdb.d", "mysql": "/docker-entrypoint-initdb.d"}
USER, DATABASE = "app", "app"


def environment(one: Service) -> dict[str, str]:
    if one.kind == "postgres":
        words = [f"--encoding={one.encoding}"] if one.encoding else []
        words += [f"--locale={one.locale}"] if one.locale else ["--locale=C"] if one.encoding else []
        more = {"POSTGRES_INITDB_ARGS": " ".join(words)} if words else {}
        return {"POSTGRES_USER": USER, "POSTGRES_PASSWORD": one.password, "POSTGRES_DB": DATABASE, **more}
    if one.kind == "mysql":
        prefix = "MYSQL" if one.image.startswith("mysql:") else "MARIADB"
        login = {"USER": USER, "PASSWORD": one.password, "DATABASE": DATABASE, "ROOT_PASSWORD": one.password}
        return {f"{prefix}_{name}": value for name, value in login.items()}
    if one.kind == "amqp":
        told = amqp.arguments(one.settings)
        more = {"RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": told} if told else {}
        more.update({"RABBITMQ_DEFAULT_VHOST": name} if (name := amqp.vhost(one.settings)) else {})
        return {"RABBITMQ_DEFAULT_USER": USER, "RABBITMQ_DEFAULT_PASS": one.password, **more}
    if one.kind == "mongodb":
        return {"MONGO_INITDB_ROOT_USERNAME": USER, "MONGO_INITDB_ROOT_PASSWORD": one.password}
    return {}


def command(one: Service) -> list[str]:
    """The server's own program with its settings; empty where the image knows by itself."""
    if one.kind == "postgres":
        words = [word for n, v in one.settings.items() for word in ("-c", f"{n}={v}")]
        return ["postgres", *words] if words else []
    if one.kind == "mysql":
        settings = dict(one.settings)
        settings.update({"character_set_server": one.encoding} if one.encoding else {})
        settings.update({"collation_server": one.locale} if one.locale else {})
        name = "mysqld" if one.image.startswith("mysql:") else "mariadbd"
        return [name, *(f"--{_mysql(n)}={v}" for n, v in settings.items())] if settings else []
    if one.kind == "redis":
        words = [word for n, v in one.settings.items() if n != acl.NAME for word in (f"--{n}", v)]
        return ["redis-server", *_redis_login(one), *words]
    if one.kind == "memcached":
        return ["memcached", *options] if (options := memcached.options(one.settings)) else []
    return _with_files(one)


def _with_files(one: Service) -> list[str]:
    """Servers that are told all by files: written where they start, by the shell of their image."""
    if one.kind == "nats":
        files = {"nats.conf": nats.conf(one.settings, f"0.0.0.0:{one.port}", USER, one.password, "/tmp")}
        return _shell(files, "exec nats-server -c /tmp/nats.conf")
    if one.kind == "mqtt":
        files = {"mosquitto.conf": mqtt.conf(one.settings, str(one.port), "/tmp/passwords")}
        files["passwords"] = mqtt.password_line(USER, one.password)
        return _shell(files, "exec mosquitto -c /tmp/mosquitto.conf")
    return []


def _shell(files: Mapping[str, str], last: str) -> list[str]:
    steps = [f"printf %s {shlex.quote(text)} >/tmp/{name}" for name, text in files.items()]
    readable = "chmod 644 " + " ".join(f"/tmp/{name}" for name in files)
    return ["sh", "-c", "; ".join([*steps, readable, last])]


def _redis_login(one: Service) -> list[str]:
    """Without a name, as everywhere: the user that the app is gets the customer's rights."""
    rights = acl.words(one.settings.get(acl.NAME, ""), version_of(one.image))
    return (
        ["--user", "default", "on", f">{one.password}", *rights]
        if rights
        else ["--requirepass", one.password]
    )


def _mysql(name: str) -> str:
    return {"time_zone": "default-time-zone"}.get(name, name.replace("_", "-"))


def health(one: Service) -> Mapping[str, Any]:
    """A question that the image's own client asks; empty where there is none."""
    asks = {
        "postgres": ["CMD", "pg_isready", "-U", USER, "-d", DATABASE],
        "redis": ["CMD", "redis-cli", "-a", one.password, "ping"],
        "amqp": ["CMD", "rabbitmq-diagnostics", "-q", "ping"],
    }.get(one.kind)
    return {"test": asks, "interval": "3s", "timeout": "5s", "retries": 20} if asks else {}


def url(one: Service) -> str:
    """By which the app finds it, from inside the network."""
    login, place = f"{USER}:{one.password}@", f"{one.host}:{one.port}"
    return {
        "postgres": f"postgresql://{login}{place}/{DATABASE}",
        "mysql": f"mysql://{login}{place}/{DATABASE}",
        "redis": f"redis://:{one.password}@{place}/0",
        "amqp": f"amqp://{login}{place}/{amqp.vhost(one.settings)}",
        "nats": f"nats://{login}{place}",
        "mqtt": f"mqtt://{login}{place}",
        "mongodb": f"mongodb://{login}{place}/",
    }.get(one.kind, f"{one.kind}://{place}")
