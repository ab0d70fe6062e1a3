"""The same as Kubernetes objects: Deployments, Services, Secrets and a NetworkPolicy.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from farhand.mirror.build import servers, variables
from farhand.mirror.build.asked import Asked
from farhand.mirror.build.setup import PROXY_IMAGE, Service, Setup

_HEAD = (
    "# Made by `farhand mirror build --format kubernetes`: kubectl apply -n NAMESPACE -f kubernetes.yaml\n"
)
_NAME = "farhand.example/mirror"


#: Bytes of files that one ConfigMap may hold.
_MOST = 900_000
Files = Mapping[str, str]


def text(asked: Asked, setup: Setup, files: Files) -> str:
    """`files`: path -> text of the folder's other files, of which some go along."""
    found = list(_objects(asked, setup, files))
    return _HEAD + yaml.safe_dump_all(found, sort_keys=False, allow_unicode=True, width=100)


def _objects(asked: Asked, setup: Setup, files: Files) -> Iterator[dict[str, Any]]:
    yield _object("v1", "Secret", "app-env", type="Opaque", stringData=variables.values(asked, setup))
    for one in setup.services:
        yield _object("v1", "Secret", f"{one.host}-env", type="Opaque", stringData=servers.environment(one))
        data = _below(files, f"data/{one.host}/")
        yield from _map(f"{one.host}-data", data)
        volumes = [_from_map(f"{one.host}-data", data)] if one.kind in servers.INIT and data else []
        yield _deployment(one.host, _server(one, volumes), {}, volumes)
        yield _service(one.host, one.port)
    if setup.place.proxy:
        script = _below(files, "proxy/")
        yield from _map("proxy-files", script)
        yield _deployment("proxy", _proxy(), {}, [_from_map("proxy-files", script)])
        yield _service("proxy", variables.PROXY_PORT)
    own = {**_below(files, "ca/"), **_below(files, "openssl.cnf")}
    yield from _map("app-files", own)
    yield _deployment("app", _app(setup, bool(own)), _pod_rights(setup), _volumes(setup, own))
    if setup.place.egress != "open" or setup.place.proxy:
        yield _closed()


def _below(files: Files, start: str) -> dict[str, str]:
    """Name -> text of the files of a folder of the folder; none where they are too many for a ConfigMap."""
    names = {path.rpartition("/")[2]: text for path, text in files.items() if path.startswith(start)}
    return names if sum(map(len, names.values())) <= _MOST else {}


def _map(name: str, data: Files) -> Iterator[dict[str, Any]]:
    if data:
        yield _object("v1", "ConfigMap", name, data=dict(data))


def _from_map(name: str, data: Files) -> dict[str, Any]:
    """A volume; a certificate stands in a folder of its own, as in compose."""
    items = [{"key": key, "path": f"ca/{key}" if key == "ca.pem" else key} for key in data]
    return {"name": name, "configMap": {"name": name, "items": items}}


def _volumes(setup: Setup, own: Files) -> list[dict[str, Any]]:
    empty = [{"name": name, "emptyDir": {}} for name, _ in _places(setup)]
    return [*empty, *([_from_map("app-files", own)] if own else [])]


def _places(setup: Setup) -> list[tuple[str, str]]:
    """Names of volumes for read-only places; for a read-only root, one that can be written to."""
    place = setup.place
    found = [(f"read-only-{n}", path) for n, path in enumerate(place.read_only, 1) if path != "/"]
    return (
        [*found, ("temporary", "/tmp")] if "/" in place.read_only and "/tmp" not in place.read_only else found
    )


def _object(version: str, kind: str, name: str, **more: Any) -> dict[str, Any]:
    return {"apiVersion": version, "kind": kind, "metadata": {"name": name}, **more}


def _deployment(
    name: str, container: dict[str, Any], pod: dict[str, Any], volumes: list[dict[str, Any]]
) -> dict[str, Any]:
    labels = {_NAME: name}
    spec = {
        **pod,
        "automountServiceAccountToken": False,
        "enableServiceLinks": False,
        "containers": [container],
    }
    template = {
        "metadata": {"labels": dict(labels)},
        "spec": {**spec, **({"volumes": volumes} if volumes else {})},
    }
    selected = {"replicas": 1, "selector": {"matchLabels": labels}, "template": template}
    return _object("apps/v1", "Deployment", name, spec=selected)


def _server(one: Service, volumes: list[dict[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": one.host,
        "image": one.image,
        "ports": [{"containerPort": one.port}],
        "envFrom": [{"secretRef": {"name": f"{one.host}-env"}}],
    }
    if servers.command(one):
        made["args"] = _kept(servers.command(one))
    if volumes:
        made["volumeMounts"] = [{"name": f"{one.host}-data", "mountPath": servers.INIT[one.kind]}]
    return made


def _proxy() -> dict[str, Any]:
    return {
        "name": "proxy",
        "image": PROXY_IMAGE,
        "command": variables.PROXY_COMMAND,
        "env": [{"name": "SECRET", "value": variables.PROXY_SECRET}],
        "volumeMounts": [{"name": "proxy-files", "mountPath": "/mirror", "readOnly": True}],
        "securityContext": {"runAsUser": 65534, "allowPrivilegeEscalation": False},
    }


def _kept(words: list[str]) -> list[str]:
    """Kubernetes fills in `$(NAME)`: every `$` is meant as it stands."""
    return [word.replace("$", "$$") for word in words]


def _service(name: str, port: int) -> dict[str, Any]:
    return _object("v1", "Service", name, spec={"selector": {_NAME: name}, "ports": [{"port": port}]})


def _app(setup: Setup, files: bool) -> dict[str, Any]:
    place = setup.place
    env = variables.of_place(setup)
    made: dict[str, Any] = {
        "name": "app",
        "image": setup.image,
        "envFrom": [{"secretRef": {"name": "app-env"}}],
        "env": [{"name": n, "value": v.replace("$", "$$")} for n, v in env.items()],
    }
    limits = {"memory": str(place.memory_bytes or ""), "cpu": f"{place.cpus:g}" if place.cpus else ""}
    if any(limits.values()):
        made["resources"] = {"limits": {name: value for name, value in limits.items() if value}}
    mounts = [
        {"name": name, "mountPath": path, "readOnly": name != "temporary"} for name, path in _places(setup)
    ]
    mounts += [{"name": "app-files", "mountPath": "/mirror", "readOnly": True}] if files else []
    if mounts:
        made["volumeMounts"] = mounts
    root = "/" in place.read_only
    return {**made, "securityContext": {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": root}}


def _pod_rights(setup: Setup) -> dict[str, Any]:
    place = setup.place
    if place.uid is None:
        return {}
    return {
        "securityContext": {
            "runAsUser": place.uid,
            "runAsGroup": place.gid if place.gid is not None else place.uid,
        }
    }


def _closed() -> dict[str, Any]:
    """Only the mirror's own servers and names may be asked."""
    inside = {"podSelector": {"matchExpressions": [{"key": _NAME, "operator": "Exists"}]}}
    dns = {"ports": [{"protocol": p, "port": 53} for p in ("UDP", "TCP")]}
    spec = {
        "podSelector": {"matchLabels": {_NAME: "app"}},
        "policyTypes": ["Egress"],
        "egress": [{"to": [inside]}, dns],
    }
    return _object("networking.k8s.io/v1", "NetworkPolicy", "app-egress", spec=spec)
