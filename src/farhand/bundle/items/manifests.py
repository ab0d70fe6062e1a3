"""How the app is started at the site: its unit, container, pod, compose file or Dockerfile, and its state.

Values of variables that stand in these are hidden as everywhere; docker is not even asked for them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from farhand import places
from farhand.bundle.items import _commands, _files
from farhand.bundle.model import Item
from farhand.bundle.site import Site

ORDER = 50
WHERE = "[deploy] target"
#: What docker is asked of a container: all but its environment.
_CONTAINER = (
    '{"State":{{json .State}},"RestartCount":{{json .RestartCount}},"Image":{{json .Config.Image}},'
    '"Cmd":{{json .Config.Cmd}},"User":{{json .Config.User}},"Mounts":{{json .Mounts}},'
    '"HostConfig":{{json .HostConfig}},"Networks":{{json .NetworkSettings.Networks}}}'
)
_UNIT = (
    "ActiveState", "SubState", "Result", "ExecMainStatus", "ExecMainCode", "NRestarts", "MemoryMax",
    "MemoryCurrent", "TasksMax", "LimitNOFILE", "ActiveEnterTimestamp", "InactiveEnterTimestamp", "User",
)  # fmt: skip
#: Files beside the declaration that say how the app is built and started.
_FILES = (
    "compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml", "docker-compose.override.yml",
    "Dockerfile", "Containerfile", "Procfile",
)  # fmt: skip


def plan(site: Site) -> Iterator[Item]:
    yield from _beside(site)
    if site.target:
        yield from _OF.get(site.platform, _none)(site.target)


def _beside(site: Site) -> Iterator[Item]:
    """A container's own folder has none of these; where they are, they lie beside the declaration."""
    folder = Path(site.app.source).parent if site.app.source else None
    for name in _FILES:
        if folder and os.path.isfile(folder / name):
            yield _files.item(
                f"manifests/{name}", folder / name, "how the app is built or started", part="start"
            )


def _none(target: str) -> Iterator[Item]:
    return iter(())


def _systemd(target: str) -> Iterator[Item]:
    unit = places.plain(WHERE, target)
    why = "how the unit starts the app, with which limits and as whom"
    yield _commands.item("manifests/unit.txt", ["systemctl", "cat", "--no-pager", "--", unit], why)
    words = ["systemctl", "show", "--no-pager", f"--property={','.join(_UNIT)}", "--", unit]
    yield _commands.item("manifests/unit-state.txt", words, "whether the unit runs, restarts or has failed")


def _docker(target: str) -> Iterator[Item]:
    name = places.plain(WHERE, target)
    words = ["docker", "inspect", "--type", "container", "--format", _CONTAINER, "--", name]
    yield _commands.item(
        "manifests/container.json", words, "state, limits, mounts and networks of the container"
    )


def _compose(target: str) -> Iterator[Item]:
    service = places.plain(WHERE, target)
    words = ["docker", "compose", "ps", "--all", "--format", "json", "--", service]
    yield _commands.item("manifests/compose-ps.json", words, "whether the service's containers run")


def _kubernetes(target: str) -> Iterator[Item]:
    space, pod = places.pod(WHERE, target)
    base, patience = ["kubectl", *space], "--request-timeout=8s"
    yield _commands.item(
        "manifests/pod.yaml", [*base, "get", "pod", pod, "-o", "yaml", patience], "how the pod is declared"
    )
    yield _commands.item(
        "manifests/pod.txt",
        [*base, "describe", "pod", pod, patience],
        "state, restarts, probes and last events of the pod",
    )
    yield _commands.item(
        "manifests/events.txt",
        [*base, "get", "events", "--sort-by=.lastTimestamp", patience],
        "what the cluster did in this namespace",
        part="end",
    )


_OF = {"systemd": _systemd, "docker": _docker, "compose": _compose, "kubernetes": _kubernetes}
