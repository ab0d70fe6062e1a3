"""Compose files, Kubernetes objects and `docker inspect`: images, limits, users, variables by shape.

Words in them are names and data; nothing is run, fetched or followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.mirror.fingerprint.known import Known
from farhand.mirror.fingerprint.sources.variables import of_pairs
from farhand.mirror.images import kind_of, version_of
from farhand.mirror.manifest import Container, containers
from farhand.mirror.model import Fact


def text(text: str, known: Known) -> Iterator[Fact]:
    for one in containers(text):
        kind = kind_of(one.image)
        if kind:
            version = version_of(one.image)
            yield from (Fact(known.area(kind), "version", version),) if version else ()
        elif not one.is_helper:
            yield from _app(one)


def _app(one: Container) -> Iterator[Fact]:
    yield Fact("os", "container", one.platform)
    yield from of_pairs(list(one.env))
    yield from (Fact("limits", name, value) for name, value in one.limits.items())
    if one.user:
        yield Fact("os", "uid", one.user)
    if one.read_only:
        yield Fact("disk", "/", "read-only")
    yield from (Fact("disk", path, "read-only") for path in one.read_only_mounts)
    python = re.search(r"(?:^|/)python:(\d\.\d{1,2})", one.image)
    yield from (Fact("python", "version", python[1]),) if python else ()
