"""The compose file of one side: servers, the app and its surroundings.  Pure."""

from __future__ import annotations

from typing import Any

import yaml

from farhand.mirror.build import names, servers, variables
from farhand.mirror.build.setup import PROXY_IMAGE, Service, Setup

_HEAD = "# Made by `farhand mirror build`. No folder of this host is mounted but those beside this file.\n"
#: What compose calls the limits of a process.
_LIMITS = {"nofile": "nofile", "nproc": "nproc", "fsize": "fsize", "stack": "stack"}


def text(setup: Setup) -> str:
    return _HEAD + yaml.safe_dump(document(setup), sort_keys=False, allow_unicode=True, width=100)


def document(setup: Setup) -> dict[str, Any]:
    services = {one.host: _server(one) for one in setup.services}
    if setup.place.proxy:
        services["proxy"] = _proxy()
    services["app"] = _app(setup)
    volumes: dict[str, Any] = {name: {} for name, path in _volumes(setup) if path != "/"}
    networks: dict[str, Any] = {"inside": {"internal": True}, "outside": {}}
    made: dict[str, Any] = {"services": names.literal(services), "networks": networks}
    return {**made, "volumes": volumes} if volumes else made


def _server(one: Service) -> dict[str, Any]:
    made: dict[str, Any] = {
        "image": one.image,
        "networks": ["inside"],
        "environment": servers.environment(one),
    }
    if servers.command(one):
        made["command"] = servers.command(one)
    if one.kind in servers.INIT:
        made["volumes"] = [f"./data/{one.host}:{servers.INIT[one.kind]}:ro"]
    if servers.health(one):
        made["healthcheck"] = dict(servers.health(one))
    return made


def _proxy() -> dict[str, Any]:
    return {
        "image": PROXY_IMAGE,
        "command": variables.PROXY_COMMAND,
        "environment": {"SECRET": variables.PROXY_SECRET},
        "volumes": ["./proxy:/mirror:ro"],
        "networks": ["inside", "outside"],
        "user": "65534:65534",
    }


def _app(setup: Setup) -> dict[str, Any]:
    place = setup.place
    closed = place.egress != "open" or place.proxy
    made: dict[str, Any] = {
        "image": setup.image,
        "env_file": [".env"],
        "environment": dict(variables.of_place(setup)),
        "networks": ["inside"] if closed else ["inside", "outside"],
        "depends_on": [one.host for one in setup.services] + (["proxy"] if place.proxy else []),
    }
    if place.cpus:
        made["cpus"] = f"{place.cpus:g}"
    if place.memory_bytes:
        made["mem_limit"] = f"{place.memory_bytes}b"
    limits = {_LIMITS[n]: _limit(v) for n, v in place.limits.items() if n in _LIMITS}
    if limits:
        made["ulimits"] = limits
    if place.uid is not None:
        made["user"] = f"{place.uid}:{place.gid if place.gid is not None else place.uid}"
    if "/" in place.read_only:
        made.update(read_only=True, tmpfs=[] if "/tmp" in place.read_only else ["/tmp"])
    mounts = [f"{name}:{path}:ro" for name, path in _volumes(setup) if path != "/"] + _own_mounts(setup)
    return {**made, "volumes": mounts} if mounts else made


def _limit(value: int) -> dict[str, int]:
    return {"soft": value, "hard": value}


def _volumes(setup: Setup) -> list[tuple[str, str]]:
    return [(f"read-only-{n}", path) for n, path in enumerate(setup.place.read_only, 1)]


def _own_mounts(setup: Setup) -> list[str]:
    place = setup.place
    mounts = [f"./ca:{variables.CA_PLACE}:ro"] if place.trust else []
    tls = place.tls_min or place.tls_max or place.tls_level
    return [*mounts, "./openssl.cnf:/mirror/openssl.cnf:ro"] if tls else mounts
