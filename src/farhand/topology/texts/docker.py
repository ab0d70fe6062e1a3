"""`docker inspect`: image and environment of the app's container, and what other containers are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from farhand.model import App
from farhand.readers import _env, docker_inspect
from farhand.readers._documents import dig, mapping
from farhand.topology.model import AT, SITE
from farhand.topology.texts import Said, _images, _variables

WORDS = ("OOMKilled",)


def see(lines: Sequence[str], app: App | None) -> Iterator[Said]:
    for begin, end in docker_inspect.find(lines):
        for container in docker_inspect.containers(lines[begin:end]):
            yield Said(SITE, "platform seen", "docker")
            name = str(container.get("Name") or "").strip("/")
            image = str(dig(container, "Config", "Image") or "")
            other = dict(_images.said(image)).get("kind")
            yield from _service(name, image, container) if other else _app(image, container, app)


def _app(image: str, container: Mapping[str, Any], app: App | None) -> Iterator[Said]:
    yield Said(SITE, "image", _images.short(image))
    yield from _variables.said(dict(_env.pairs(dig(container, "Config", "Env"))), app)


def _service(name: str, image: str, container: Mapping[str, Any]) -> Iterator[Said]:
    yield Said(AT + name, "service", name)
    yield from (Said(AT + name, *pair) for pair in _images.said(image))
    for network in mapping(dig(container, "NetworkSettings", "Networks")).values():
        yield Said(AT + name, "address", str(mapping(network).get("IPAddress") or ""))
