"""Containers in compose files, Kubernetes objects and `docker inspect`, and what is left there.  Pure.

Manifests come from anywhere: what they name is data. They are read with the limits of
`readers/_documents.py`: no aliases without end, no depth, no size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from farhand.readers import _env
from farhand.readers._documents import dig, documents, json_end, mapping, rows, run
from farhand.readers._manifests import name_of, pod_spec

#: Containers of one text, and names of one list, that are looked at.
_MOST, _FEW = 100, 50
_YAML = re.compile(
    r"(?:services|apiVersion|kind|metadata|version|name|x-[\w-]+|networks|volumes):|---$|- apiVersion:"
)
_JSON = re.compile(r"\s*[\[{]\s*(?:\{|\"|$)")
_HELPER = re.compile(r"proxy|sidecar|exporter|agent|fluent|init|migrate", re.I)


@dataclass(frozen=True)
class Container:
    """One container as a manifest describes it. `dropped`: what a mirror never takes over, in words."""

    name: str
    image: str
    platform: str  # docker or kubernetes
    env: tuple[tuple[str, str], ...] = ()
    limits: Mapping[str, str] = field(default_factory=dict)
    user: str = ""
    read_only: bool = False
    read_only_mounts: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    @property
    def is_helper(self) -> bool:
        return bool(_HELPER.search(self.name))


def containers(text: str) -> list[Container]:
    """All of one text; a document that cannot be read has none. Never raises."""
    found: list[Container] = []
    for lines in _parts(text.split("\n")) if "image" in text or "Image" in text else ():
        for _, document in documents(lines):
            for one in document if isinstance(document, list) else [document]:
                found += _readable(one)
        if len(found) >= _MOST:
            break
    return found[:_MOST]


def _readable(one: Any) -> list[Container]:
    """None where a document is built in no way that a manifest is."""
    try:
        return list(_of(one))
    except (TypeError, ValueError, KeyError, AttributeError, RecursionError):
        return []


def _parts(lines: list[str]) -> Iterator[list[str]]:
    """The YAML and JSON documents of a text, wherever they stand between other lines."""
    at, tries = 0, 0
    while at < len(lines) and tries < _MOST:
        yaml, line = _YAML.match(lines[at]), lines[at]
        if not yaml and not _JSON.match(line):
            at += 1
            continue
        tries += 1
        end = run(lines, at) if yaml else json_end(lines, at)
        yield lines[at:end]
        at = max(end, at + 1)


def _of(one: Any) -> Iterator[Container]:
    if not isinstance(one, Mapping):
        return
    if isinstance(one.get("services"), Mapping):
        for name, service in list(one["services"].items())[:_MOST]:
            if isinstance(service, Mapping):
                yield _service(str(name), service)
    elif one.get("kind") == "List":
        for inner in rows(one.get("items"))[:_MOST]:
            yield from _of(inner)
    elif one.get("apiVersion") and one.get("kind"):
        yield from _pod(one)
    elif isinstance(one.get("Config"), Mapping) and isinstance(one.get("HostConfig"), Mapping):
        yield _inspected(one)


def _service(name: str, it: Mapping[str, Any]) -> Container:
    limits = {
        "memory": _bytes(it.get("mem_limit") or dig(it, "deploy", "resources", "limits", "memory")),
        "cpus": it.get("cpus") or dig(it, "deploy", "resources", "limits", "cpus"),
        "files": _hard(dig(it, "ulimits", "nofile")),
        "processes": it.get("pids_limit") or _hard(dig(it, "ulimits", "nproc")),
    }
    mounts = [_mount(row) for row in _list(it.get("volumes"))]
    return Container(
        name, str(it.get("image") or ""), "docker", tuple(_env.pairs(it.get("environment"))), _known(limits),
        _uid(it.get("user")), it.get("read_only") is True,
        tuple(target for source, target, mode in mounts if mode == "ro" and target.startswith("/")),
        tuple(_unsafe(name, it, [source for source, _, _ in mounts])),
    )  # fmt: skip


def _unsafe(name: str, it: Mapping[str, Any], mounts: list[str]) -> Iterator[str]:
    for source in mounts:
        if source.startswith(("/", ".", "~", "$")):
            yield f"{name}: the host's {source[:80]} is not mounted"
    for key, words in (
        ("privileged", "is not privileged"), ("network_mode", "is not in the host's network"),
        ("pid", "does not see the host's processes"), ("ipc", "does not share the host's memory"),
        ("cap_add", "gets no more rights"), ("devices", "gets no device"),
        ("security_opt", "keeps the usual rules"),
        ("command", "runs no command of the manifest"), ("entrypoint", "runs no entrypoint of the manifest"),
        ("build", "is not built from the manifest"), ("env_file", "reads no file that the manifest names"),
        ("extends", "takes nothing from other files"), ("secrets", "gets no secret of the manifest"),
        ("healthcheck", "runs no health check of the manifest"),
    ):  # fmt: skip
        if it.get(key):
            yield f"{name}: {words}"


def _pod(thing: Mapping[str, Any]) -> Iterator[Container]:
    spec = pod_spec(thing)
    for one in rows(spec.get("containers"))[:_FEW]:
        name = f"{name_of(thing)}/{one.get('name', '')}"
        limits = {k: dig(one, "resources", "limits", k) for k in ("memory", "cpu")}
        rights = {**mapping(spec.get("securityContext")), **mapping(one.get("securityContext"))}
        yield Container(
            name, str(one.get("image") or ""), "kubernetes", _told(one.get("env")),
            _known({"memory": limits["memory"], "cpus": limits["cpu"]}), _uid(rights.get("runAsUser")),
            rights.get("readOnlyRootFilesystem") is True,
            tuple(str(m.get("mountPath")) for m in rows(one.get("volumeMounts")) if m.get("readOnly")),
            tuple(_unsafe_pod(name, spec, one, rights)),
        )  # fmt: skip


def _told(env: Any) -> tuple[tuple[str, str], ...]:
    """Variables whose values stand in the object itself; those of secrets and config maps are elsewhere."""
    return tuple(_env.pairs([row for row in rows(env) if "valueFrom" not in row]))


def _unsafe_pod(
    name: str, spec: Mapping[str, Any], one: Mapping[str, Any], rights: Mapping[str, Any]
) -> Iterator[str]:
    for volume in rows(spec.get("volumes")):
        if isinstance(volume.get("hostPath"), Mapping):
            yield f"{name}: the host's {str(volume['hostPath'].get('path'))[:80]} is not mounted"
    for key in ("hostNetwork", "hostPID", "hostIPC"):
        if spec.get(key):
            yield f"{name}: {key} is not set"
    if rights.get("privileged") or rights.get("allowPrivilegeEscalation"):
        yield f"{name}: is not privileged"
    for key in ("command", "args"):
        if one.get(key):
            yield f"{name}: runs no {key} of the manifest"


def _inspected(one: Mapping[str, Any]) -> Container:
    config, host = mapping(one.get("Config")), mapping(one.get("HostConfig"))
    name = str(one.get("Name") or "").lstrip("/")
    mounts = [_mount(row) for row in _list(host.get("Binds"))]
    unsafe = {"privileged": host.get("Privileged"), "cap_add": host.get("CapAdd")}
    unsafe["network_mode"] = host.get("NetworkMode") == "host"
    return Container(
        name, str(config.get("Image") or ""), "docker", tuple(_env.pairs(config.get("Env"))),
        _known({"memory": host.get("Memory"), "processes": host.get("PidsLimit")}), _uid(config.get("User")),
        host.get("ReadonlyRootfs") is True, tuple(target for _, target, mode in mounts if mode == "ro"),
        tuple(_unsafe(name, unsafe, [source for source, _, _ in mounts])),
    )  # fmt: skip


def _mount(row: Any) -> tuple[str, str, str]:
    """Source, target, "ro" or "rw"."""
    if isinstance(row, Mapping):
        return (
            str(row.get("source") or ""),
            str(row.get("target") or ""),
            "ro" if row.get("read_only") else "rw",
        )
    parts = str(row).split(":")
    mode = "ro" if "ro" in ",".join(parts[2:]).split(",") else "rw"
    return (parts[0], parts[1], mode) if len(parts) > 1 else ("", parts[0], mode)


def _list(value: Any) -> list[Any]:
    return value[:_FEW] if isinstance(value, list) else []


def _bytes(value: Any) -> Any:
    """Docker's letters count by 1024: 256m is 256 MiB."""
    match = re.fullmatch(r"(\d{1,15})([kmg])b?", str(value).lower())
    return str(int(match[1]) << {"k": 10, "m": 20, "g": 30}[match[2]]) if match else value


def _hard(value: Any) -> Any:
    return value.get("soft") if isinstance(value, Mapping) else value


def _known(limits: Mapping[str, Any]) -> dict[str, str]:
    return {k: str(v) for k, v in limits.items() if isinstance(v, (str, int, float)) and v and v is not True}


def _uid(value: Any) -> str:
    text = str(value if value is not None else "")
    return text if re.fullmatch(r"\d{1,10}(:\d{1,10})?", text) else ""
