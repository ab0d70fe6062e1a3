"""The tools that people use today, shown one dependency of a lab world: what do they say?

Each is a function of (shown, subject, settings) that returns the text that it prints, or None where it has
nothing to do with that kind of dependency.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import tomllib

from tests.lab.app import around
from tests.lab.lab import Lab
from tests.lab.servers.databases import PG_PATHS

DRIVER = Path(__file__).with_name("driver.py")

_BLACKBOX = """
modules:
  http: {prober: http, timeout: 5s, http: {preferred_ip_protocol: ip4}}
  tcp: {prober: tcp, timeout: 5s, tcp: {preferred_ip_protocol: ip4}}
  tls: {prober: tcp, timeout: 5s, tcp: {preferred_ip_protocol: ip4, tls: true}}
  redis:
    prober: tcp
    timeout: 5s
    tcp: {preferred_ip_protocol: ip4, query_response: [{send: PING}, {expect: PONG}]}
  dns: {prober: dns, timeout: 5s, dns: {preferred_ip_protocol: ip4, query_name: lab.test}}
"""


@dataclass(frozen=True)
class Shown:
    """The app's surroundings, as Farhand was given them."""

    lab: Lab
    env: Mapping[str, str]
    before: tuple[str, ...]  # another clock, other limits
    uid: int

    def say(self, argv: list[str], seconds: float = 12.0) -> str:
        """All that the command prints, run as the app would."""
        done = self.lab.app.run(
            [*self.before, *argv], uid=self.uid, env=self.env, check=False, timeout=seconds
        )
        return f"{done.stdout[:20_000]}{done.stderr[:2_000]} exit {done.returncode}"


def shown(
    lab: Lab,
    *options: str,
    faketime: str | None = None,
    uid: int = 65534,
    limits: Mapping[str, int] | None = None,
) -> Shown:
    """From the arguments of `lab.self_test`."""
    env = {**lab.env, **_from_file(lab)}
    if "--pid" in options:
        raw = Path(f"/proc/{options[options.index('--pid') + 1]}/environ").read_bytes()
        env = dict(part.split("=", 1) for part in raw.decode("utf-8", "replace").split("\0") if "=" in part)
    return Shown(lab, env, tuple(around(faketime, limits)), uid)


def _from_file(lab: Lab) -> dict[str, str]:
    """A .env as docker reads it: everything behind the first `=` is the value."""
    file = lab.tmp / ".env"
    text = file.read_bytes().decode("utf-8", "replace") if file.exists() else ""
    return dict(line.split("=", 1) for line in text.split("\n") if "=" in line and not line.startswith("#"))


def dependencies(world: Shown) -> dict[str, dict[str, Any]]:
    """The declared dependencies, with the variables filled in as the app would."""
    try:
        document = tomllib.loads((world.lab.tmp / "farhand.toml").read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError):
        return {}

    def filled(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return re.sub(r"\$\{(\w+)\}", lambda m: world.env.get(m[1], ""), value)

    rows = document.get("dependencies", {})
    return {name: {key: filled(value) for key, value in row.items()} for name, row in rows.items()}


def url_of(need: Mapping[str, Any]) -> str:
    """One URL for the need, put together from separate settings where there is none."""
    if need.get("url"):
        return str(need["url"])
    if not need.get("host"):
        return ""
    login = f"{need['user']}:{quote(str(need.get('password', '')), safe='')}@" if need.get("user") else ""
    port = f":{need['port']}" if need.get("port") else ""
    scheme = {"postgres": "postgresql", "tls": "https"}.get(need["kind"], need["kind"])
    return f"{scheme}://{login}{need['host']}{port}/{need.get('name', '')}"


def curl(world: Shown, need: Mapping[str, Any]) -> str | None:
    """`curl -sS -m 5`; where the service does not speak HTTP, as a plain connection."""
    if need["kind"] in ("directory", "sqlite"):
        return None
    url = url_of(need)
    if need["kind"] not in ("http", "tls", "s3"):
        place = re.sub(r"^\w+://", "", url).rpartition("@")[2].split("/")[0]
        url = f"telnet://{place}"
    text = world.say(["curl", "-sS", "-m", "5", "-w", " %{http_code}", url])
    return text if len(text) < 800 else text[:300] + text[-500:]


def psql(world: Shown, need: Mapping[str, Any]) -> str | None:
    if need["kind"] != "postgres":
        return None
    url = re.sub(r"^postgres(ql)?\+\w+:", "postgresql:", url_of(need))
    program = next((f"{p}/psql" for p in PG_PATHS if os.path.exists(f"{p}/psql")), "psql")
    return world.say([program, "-XAtw", "-c", "select 1", url])


def driver(world: Shown, need: Mapping[str, Any]) -> str | None:
    """The exception of the library that the app itself would use."""
    place = need.get("path", "") if need["kind"] in ("directory", "sqlite") else url_of(need)
    write = str(bool(need.get("writable")))
    return world.say([sys.executable, "-c", DRIVER.read_text("utf-8"), need["kind"], str(place), write])


def blackbox(world: Shown, need: Mapping[str, Any]) -> str | None:
    """blackbox_exporter with its own log, which says more than its metrics."""
    if need["kind"] in ("directory", "sqlite"):
        return None
    url = url_of(need)
    place = re.sub(r"^\w+://", "", url).rpartition("@")[2].split("/")[0]
    module = {"http": "http", "tls": "tls", "redis": "redis"}.get(need["kind"], "tcp")
    ask = f"module={module}&debug=true&target={quote(url if module == 'http' else place, safe='')}"
    address = f"http://127.0.0.1:9115/probe?{ask}"
    return _essence(world.say(["curl", "-s", "-m", "8", "--noproxy", "*", address]))


def start_blackbox(world: Shown) -> None:
    config = world.lab.tmp / "blackbox.yml"
    config.write_text(_BLACKBOX)
    listen = "--web.listen-address=127.0.0.1:9115"
    argv = [*world.before, "prometheus-blackbox-exporter", f"--config.file={config}", listen]
    server = world.lab.app.start(argv, uid=world.uid, env=world.env)
    world.lab.listening(world.lab.app, "127.0.0.1", 9115, server)


#: What says something of the outcome; the other metrics are times, sizes and hashes of addresses.
_METRICS = "success|failed_due_to_regex|http_redirects|http_ssl|http_status_code|http_version"
_TELLING = re.compile(rf"^(?:ts=\S+ .*?(msg=(?!.Response timings).*)|(probe_(?:{_METRICS}) \S+))$", re.M)
_FIELDS = re.compile(r"\b(?:timeout_seconds|duration_seconds|target|url|host|ip|server)=\S+")


def _essence(text: str) -> str:
    """The messages of the log, and the metrics that tell the outcome."""
    found = [match[1] or match[2] for match in _TELLING.finditer(text)]
    return re.sub(r"\btcp[46]\b", "tcp", "\n".join(_FIELDS.sub("", row) for row in found)) or text


TOOLS: dict[str, Callable[[Shown, Mapping[str, Any]], str | None]] = {
    "curl": curl,
    "psql": psql,
    "driver": driver,
    "blackbox_exporter": blackbox,
}
