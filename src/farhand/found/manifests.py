"""Compose files and Kubernetes manifests: the app's variables, its neighbours and its directories.

YAML is read as plain data (`safe_load`), with its size bounded by the caller; only known places in it are
looked at, so that a hostile file can neither run nor blow up anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from farhand.errors import Mistake
from farhand.found.draft import Draft, VariableDraft
from farhand.found.shares import of_compose, of_kubernetes
from farhand.found.variables import about, dependencies

#: What an image's name says about the service in it.
_IMAGES = (
    (r"postgres|postgis|timescale", "postgres", 5432), (r"mysql|mariadb", "mysql", 3306),
    (r"redis|valkey|keydb", "redis", 6379),
    (r"rabbitmq", "amqp", 5672), (r"mongo", "mongodb", 27017), (r"nats", "nats", 4222),
    (r"mosquitto|emqx", "mqtt", 1883),
    (r"kafka|redpanda", "kafka", 9092), (r"mailhog|mailpit|postfix", "smtp", 25), (r"openldap", "ldap", 389),
)  # fmt: skip
_WORKLOADS = ("Deployment", "StatefulSet", "DaemonSet", "Pod", "Job", "CronJob", "ReplicaSet")


def compose(draft: Draft, text: str, path: Path) -> None:
    """Reader of compose files. What is built here is the app, or else what has no known image."""
    services, shares = {}, {}
    for document in _documents(text, path):
        services.update(_dict(document.get("services")))
        shares.update(of_compose(_dict(document.get("volumes"))))
    rows = {str(name): _dict(row) for name, row in services.items()}
    apps = [n for n, row in rows.items() if "build" in row] or [
        n for n, row in rows.items() if not _served(row)
    ]
    draft.platform = draft.platform or "compose"
    for name in apps:
        row = rows[name]
        draft.target = draft.target or name[:100]
        draft.start = draft.start or _command(row.get("command"))
        values = _environment(row.get("environment"))
        _take(draft, {key: re.sub(r"\$\{\w+:?-([^}]*)\}", r"\1", value) for key, value in values.items()})
        _volumes(draft, row.get("volumes"), shares)
    for name, row in rows.items():
        known = _served(row)
        if (
            known
            and name not in apps
            and not any(_points_at(need, known[0]) for need in draft.dependencies.values())
        ):
            draft.need(name, {"kind": known[0], "host": name, "port": known[1]})


def _points_at(need: dict[str, Any], kind: str) -> bool:
    return bool(need.get("kind") == kind)


def _take(draft: Draft, values: dict[str, str]) -> None:
    for name, value in values.items():
        draft.variable(about(name, value))
    dependencies(draft, values)


def _served(row: dict[str, Any]) -> tuple[str, int] | None:
    return served(str(row.get("image", "")))


def served(image: str) -> tuple[str, int] | None:
    """Kind and port of the product in an image, where its name tells it."""
    name = image.rpartition("/")[2]
    return next(((kind, port) for pattern, kind, port in _IMAGES if re.search(pattern, name)), None)


def _environment(value: Any) -> dict[str, str]:
    """Both forms of compose: a table, or a list of NAME=value."""
    if isinstance(value, list):
        return {str(row).partition("=")[0]: str(row).partition("=")[2] for row in value[:500]}
    return {str(key): _scalar(row) for key, row in list(_dict(value).items())[:500]}


def _volumes(draft: Draft, rows: Any, shares: dict[str, dict[str, Any]]) -> None:
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict):
            source, place, read_only = (
                row.get("source"),
                str(row.get("target", "")),
                bool(row.get("read_only")),
            )
        else:
            parts = str(row).split(":")
            place, read_only = parts[1] if len(parts) > 1 else parts[0], "ro" in parts[2:]
            source = parts[0]
        _directory(draft, place, read_only, shares.get(str(source)))


def _directory(draft: Draft, place: str, read_only: bool, share: dict[str, Any] | None = None) -> None:
    if re.fullmatch(r"/[\w./-]{1,200}", place) and not place.endswith(
        (".sock", ".conf", ".yml", ".yaml", ".toml", ".json", ".pem", ".crt")
    ):
        draft.need(
            place.strip("/").rpartition("/")[2],
            {"kind": "directory", **(share or {}), "path": place, "writable": not read_only},
        )


def kubernetes(draft: Draft, text: str, path: Path) -> None:
    """Reader of manifests: containers of workloads, with the config maps and secrets beside them."""
    documents = [item for document in _documents(text, path) for item in _items(document)]
    maps = {(str(d.get("kind")), str(_dict(d.get("metadata")).get("name"))): d for d in documents}
    for document in documents:
        if document.get("kind") in _WORKLOADS:
            _workload(draft, document, maps)


def _items(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if document.get("kind") == "List":
        yield from (_dict(item) for item in _list(document.get("items")))
    else:
        yield document


def _workload(draft: Draft, document: dict[str, Any], maps: dict[tuple[str, str], dict[str, Any]]) -> None:
    spec = _pod_spec(document)
    meta = _dict(document.get("metadata"))
    draft.platform = draft.platform or "kubernetes"
    draft.target = draft.target or f"{meta.get('namespace', 'default')}/{meta.get('name', '')}"[:200]
    volumes = {str(_dict(v).get("name")): _dict(v) for v in _list(spec.get("volumes"))}
    for container in map(_dict, _list(spec.get("containers"))):
        values = {}
        for source in map(_dict, _list(container.get("envFrom"))):
            values.update(_from_map(draft, source, maps))
        for row in map(_dict, _list(container.get("env"))):
            values[str(row.get("name"))] = _scalar(row.get("value"))
            if "secretKeyRef" in _dict(row.get("valueFrom")):
                draft.variable(VariableDraft(str(row.get("name")), required=True, secret=True))
        _take(draft, values)
        for mount in map(_dict, _list(container.get("volumeMounts"))):
            if {"persistentVolumeClaim", "emptyDir", "hostPath", "nfs"} & set(
                volumes.get(str(mount.get("name")), {})
            ):
                share = of_kubernetes(_dict(volumes[str(mount.get("name"))].get("nfs")))
                _directory(draft, str(mount.get("mountPath", "")), bool(mount.get("readOnly")), share)


def _pod_spec(document: dict[str, Any]) -> dict[str, Any]:
    spec = _dict(document.get("spec"))
    if document.get("kind") == "CronJob":
        spec = _dict(_dict(spec.get("jobTemplate")).get("spec"))
    return _dict(_dict(spec.get("template")).get("spec")) if document.get("kind") != "Pod" else spec


def _from_map(
    draft: Draft, source: dict[str, Any], maps: dict[tuple[str, str], dict[str, Any]]
) -> dict[str, str]:
    """Names and values of a config map; of a secret the names only."""
    prefix = str(source.get("prefix") or "")
    secret = maps.get(("Secret", str(_dict(source.get("secretRef")).get("name"))), {})
    for name in (*_dict(secret.get("data")), *_dict(secret.get("stringData"))):
        draft.variable(VariableDraft(f"{prefix}{name}", required=True, secret=True))
    config = maps.get(("ConfigMap", str(_dict(source.get("configMapRef")).get("name"))), {})
    return {f"{prefix}{key}": _scalar(value) for key, value in _dict(config.get("data")).items()}


def _documents(text: str, path: Path) -> list[dict[str, Any]]:
    import yaml

    try:
        return [d for d in yaml.safe_load_all(text) if isinstance(d, dict)]
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise Mistake(f"{path}{line}: not YAML: {getattr(error, 'problem', None) or error}") from None


def _command(value: Any) -> str:
    text = " ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return text[:200] if "\n" not in text and "$" not in text else ""


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
