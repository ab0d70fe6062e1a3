"""Docker Compose files and `docker compose config`: services whose settings do not fit each other.

Each service has its own localhost; services reach each other by their names and by the port inside the
container, not by the one that is published. Words in such a file are names and data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from farhand.model import Example
from farhand.readers import Part, Sign, _compose_examples, _documents, _env
from farhand.readers._documents import at_of, dig, mapping

WORDS = ("services:",)
QUIET = True

_SERVICE = re.compile(
    r"\s+(?:image|build|command|ports|environment|depends_on|env_file|volumes|restart|container_name|networks|extends|profiles):"
)
_NAMED = re.compile(r"\s+[\w.-]+:\s*(?:&\w+)?\s*(?:#.*)?$")
_ABOVE = re.compile(r"(?:version|name|include|networks|volumes|configs|secrets|x-[\w-]+):|#|---$|\s+\S")
_SETTING = re.compile(r"(?:export )?[A-Za-z_]\w*=")
_URL = re.compile(
    r"(?P<scheme>[a-z]+)[\w+]*://(?:[^@/\s]*@)?(?P<host>[A-Za-z][\w-]*)(?::(?P<port>\d+))?(?:[/?]|$)"
)
#: Services that are looked at.
_MOST = 100
#: What images speak which URLs.
_SPEAKS: Mapping[str, str] = {
    "postgres": "postgres|postgis|timescale|pgvector",
    "postgresql": "postgres|postgis|timescale|pgvector",
    "mysql": "mysql|mariadb|percona",
    "redis": "redis|valkey|keydb",
    "amqp": "rabbitmq",
    "mongodb": "mongo",
}


def find(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(lines):
        if lines[at].startswith("services:") and _is_compose(lines, at):
            begin, end = _first(lines, at), _documents.run(lines, at)
            yield begin, _with_env_file(lines, begin, end)
            at = end
        else:
            at += 1


def _is_compose(lines: Sequence[str], at: int) -> bool:
    near = lines[at + 1 : at + 30]
    return any(map(_SERVICE.match, near)) and any(map(_NAMED.match, near[:8]))


def _first(lines: Sequence[str], at: int) -> int:
    """Blocks for reuse (`x-...`) and the version stand above the services."""
    begin = at
    for n in range(at - 1, -1, -1):
        if not lines[n].strip() or _ABOVE.match(lines[n]):
            begin = n if lines[n].strip() else begin
        else:
            break
    return begin


def _with_env_file(lines: Sequence[str], begin: int, end: int) -> int:
    """Takes in an env file that is pasted right after the compose file that names it."""
    if not any("env_file" in line for line in lines[begin:end]):
        return end
    start = next((at for at in range(end, min(end + 4, len(lines))) if _SETTING.match(lines[at])), end)
    last = start
    while last < len(lines) and (_SETTING.match(lines[last]) or lines[last].startswith("#")):
        last += 1
    return last if last > start else end


def read(part: Part) -> Iterator[Sign]:
    stop = next((at for at, line in enumerate(part.lines) if _SETTING.match(line)), len(part.lines))
    stop = _documents.run(part.lines[:stop], 0)
    services = mapping(dig(_documents.parse(part.lines[:stop]), "services"))
    file = _env.pairs([line.removeprefix("export ") for line in part.lines[stop:] if _SETTING.match(line)])
    known, places = _names(services), _places(part.lines)
    for name, raw in list(services.items())[:_MOST]:
        service = mapping(raw)
        begin = places.get(str(name), 0)
        yield from _environment(str(name), service, begin, part.lines, dict(file))
        yield from (
            ()
            if service.get("network_mode")
            else _urls(str(name), service, services, known, begin, part.lines)
        )
        yield from _depends(str(name), service, services, begin, part.lines)


def _places(lines: Sequence[str]) -> dict[str, int]:
    """The line of each key that holds something deeper, the first one of a name."""
    named = [
        (at, line.strip().rstrip(":").strip("\"'")) for at, line in enumerate(lines) if _NAMED.match(line)
    ]
    return {name: at for at, name in reversed(named)}


def _environment(
    who: str, service: Mapping[str, Any], begin: int, lines: Sequence[str], file: Mapping[str, str]
) -> Iterator[Sign]:
    pairs = _env.pairs(service.get("environment"))
    host = str(service.get("network_mode") or "")
    doubled = [
        (n, "the environment of the service names it twice")
        for n, _, _ in (*_env.twice(pairs), *_env.twice(_doubled(lines, begin)))
    ]
    if service.get("env_file"):
        doubled += [
            (n, "the env file says another value, and `environment` wins")
            for n, v in pairs
            if file.get(n, v).strip("\"'") != v
        ]
    for name, how in dict(doubled).items():
        why = f"{name} of service {who} has two values: {how}"
        yield Sign(at_of(lines, name, begin), "config.env_shadowed", 0.85, why, name, params={"name": name})
    for name, value in pairs:
        if not host and _env.local_dependency(name, value):
            why = f"{name} of service {who} points at localhost, which is that container itself"
            yield Sign(
                at_of(lines, name, begin),
                "config.localhost_in_container",
                0.82,
                why,
                name,
                params={"name": name},
            )


def _doubled(lines: Sequence[str], begin: int) -> Iterator[tuple[str, str]]:
    """The pairs of `environment:` as they are written, for YAML keeps only the last of two equal keys."""
    at = next(
        (n for n in range(begin + 1, min(begin + 60, len(lines))) if lines[n].strip() == "environment:"),
        len(lines),
    )
    pad = len(lines[at]) - len(lines[at].lstrip()) if at < len(lines) else 0
    for line in lines[at + 1 :]:
        if line.strip() and len(line) - len(line.lstrip()) <= pad and not line.lstrip().startswith("- "):
            break
        found = re.match(r"\s+([A-Za-z_]\w*):\s+[\"']?([^\"'#]*)", line)
        if found:
            yield found[1], found[2].strip()


def _urls(
    who: str,
    service: Mapping[str, Any],
    services: Mapping[str, Any],
    known: set[str],
    begin: int,
    lines: Sequence[str],
) -> Iterator[Sign]:
    for name, value in _env.pairs(service.get("environment")):
        url = _URL.match(value)
        if not url or url["host"] == "localhost":
            continue
        host, at = url["host"], at_of(lines, name, begin)
        other = next(
            (
                n
                for n, s in services.items()
                if re.search(_SPEAKS.get(url["scheme"], "$^"), str(mapping(s).get("image")))
            ),
            "",
        )
        if host not in known and other and not _outside(services, service):
            why = f"{name} of {who} names the host {host}, but the service is called {other}"
            yield Sign(at, cause="dns.nxdomain", weight=0.75, why=why, subject=host, params={"host": host})
        ports = _ports(mapping(services.get(host)))
        if url["port"] in ports and url["port"] not in ports.values():
            why = f"{name} of {who} uses port {url['port']}, which is published on the host; inside it is"
            why += f" {ports[url['port']]}"
            yield Sign(
                at,
                cause="tcp.refused",
                weight=0.8,
                why=why,
                subject=f"{host}:{url['port']}",
                params={"host": host},
            )


def _names(services: Mapping[str, Any]) -> set[str]:
    """Service names and all other names that resolve among them."""
    found = set(map(str, services))
    for raw in services.values():
        service = mapping(raw)
        found |= {str(service.get(k)) for k in ("container_name", "hostname")}
        found |= {
            re.split("[:=]", str(row))[-1 if key == "links" else 0]
            for key in ("links", "external_links", "extra_hosts")
            for row in service.get(key) or ()
        }
        for net in mapping(service.get("networks")).values():
            found |= set(map(str, mapping(net).get("aliases") or ()))
    return found


def _outside(services: Mapping[str, Any], service: Mapping[str, Any]) -> bool:
    return bool(service.get("external_links") or service.get("extends"))


def _ports(service: Mapping[str, Any]) -> dict[str, str]:
    """Published port -> port inside."""
    found: dict[str, str] = {}
    for row in service.get("ports") or ():
        if isinstance(row, Mapping):
            found[str(row.get("published"))] = str(row.get("target"))
        else:
            parts = str(row).partition("/")[0].split(":")
            found[parts[-2] if len(parts) > 1 else parts[-1]] = parts[-1]
    return found


def _depends(
    who: str, service: Mapping[str, Any], services: Mapping[str, Any], begin: int, lines: Sequence[str]
) -> Iterator[Sign]:
    for name in service.get("depends_on") or ():
        optional = dig(service, "depends_on", str(name), "required") is False
        if str(name) not in services and not optional and "include:" not in lines:
            why = f"service {who} depends on {name}, which is not in the file"
            yield Sign(
                at_of(lines, str(name), begin),
                cause="config.file_invalid",
                weight=0.7,
                why=why,
                subject=str(name),
            )


EXAMPLES: tuple[Example, ...] = _compose_examples.EXAMPLES
