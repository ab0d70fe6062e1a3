"""A plan and some of its differences as services and surroundings, names and values made safe.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from farhand.mirror import acl
from farhand.mirror.build import names
from farhand.mirror.build.asked import Asked
from farhand.mirror.images import IMAGES, image_for
from farhand.mirror.run.nouns import Place
from farhand.mirror.run.nouns import Service as Wanted
from farhand.mirror.run.world import world_of
from farhand.mirror.settings import SETTINGS
from farhand.mirror.shapes import made_up

#: What makes the proxy of the folder, which is a small script.
PROXY_IMAGE = "python:3-alpine"


@dataclass(frozen=True)
class Service:
    """A server. `host` is its name in the network; `password` is made up."""

    name: str
    kind: str
    host: str
    image: str
    port: int
    password: str
    settings: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    locale: str = ""


@dataclass(frozen=True)
class Setup:
    """All that the folder has. `left_out`: what was not taken over because its form is not safe, in words."""

    app: str
    image: str
    services: tuple[Service, ...] = ()
    place: Place = Place()
    left_out: tuple[str, ...] = ()

    @property
    def images(self) -> tuple[str, ...]:
        proxy = (PROXY_IMAGE,) if self.place.proxy else ()
        return tuple(dict.fromkeys([self.image, *(one.image for one in self.services), *proxy]))


def setup_of(asked: Asked, chosen: Collection[str]) -> Setup:
    """Raises Mistake where a recipe cannot be understood."""
    world = world_of(asked.plan, chosen)
    wanted = [one for one in world.services if one.kind in IMAGES]
    place, left_out = _safe_place(world.place)
    bad = tuple(
        f"{one.name}: {name} is not set: its value {value[:60]!r} is of no form that a setting has"
        for one in wanted
        for name, value in one.settings.items()
        if not _is_setting(one.kind, name, value)
    )
    return Setup(
        asked.plan.app or "app",
        _image(asked),
        tuple(_services(wanted)),
        place,
        (*world.left_out, *left_out, *bad),
    )


def _services(wanted: Iterable[Wanted]) -> Iterator[Service]:
    taken: set[str] = set()
    for one in wanted:
        host = names.host(one.name)
        while host in taken:
            host += "-2"
        taken.add(host)
        settings = {n: v for n, v in one.settings.items() if _is_setting(one.kind, n, v)}
        yield Service(
            one.name, one.kind, host, image_for(one.kind, one.version), IMAGES[one.kind].port,
            made_up("text:16-31", f"password of {one.name}"), settings,
            _value(one.encoding), _value(one.locale),
        )  # fmt: skip


def _value(text: str) -> str:
    return text if names.is_value(text) else ""


def _is_setting(kind: str, name: str, value: str) -> bool:
    form = acl.is_rights if name == acl.NAME else names.is_value
    return name in SETTINGS.get(kind, {}) and form(value)


def _safe_place(place: Place) -> tuple[Place, tuple[str, ...]]:
    bad = [path for path in place.read_only if not names.is_path(path)]
    bad_names = [name for name in place.env if not names.is_variable(name)]
    safe = replace(
        place,
        read_only=tuple(path for path in place.read_only if names.is_path(path)),
        env={name: value for name, value in place.env.items() if names.is_variable(name)},
    )
    words = [f"{path[:60]!r} is not mounted: it is no plain path" for path in bad]
    words += [f"{name[:60]!r} is not set: it is no name of a variable" for name in bad_names]
    return safe, tuple(words)


def _image(asked: Asked) -> str:
    if asked.image:
        return asked.image
    version = asked.app.version if asked.app else ""
    image = f"{names.host(asked.plan.app or 'app')}:{version or 'latest'}"
    return image if names.is_image(image) else f"{names.host(asked.plan.app or 'app')}:latest"
