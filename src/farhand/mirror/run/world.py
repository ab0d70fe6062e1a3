"""From a plan and some of its differences to the world that a command is to find.  Pure.

What a world has: what both sides have, then of each chosen difference the customer's value and of each other
one the vendor's. All differences make the mirror, none the baseline.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from farhand.errors import Mistake
from farhand.mirror.model import Plan, Recipe
from farhand.mirror.packages import is_package
from farhand.mirror.run.nouns import Service, World
from farhand.target.units import size

#: What the kinds of servers are called besides.
ALSO = {"postgresql": "postgres", "mariadb": "mysql", "valkey": "redis"}
#: Settings that a server's data are made with, by kind of server.
ENCODINGS = {"postgres": {"encoding", "server_encoding"}, "mysql": {"character_set_server", "character_set"}}
LOCALES = {"postgres": {"locale", "collation", "lc_collate", "datcollate"}}
#: Limits by the names that a plan may use.
LIMITS = {
    "memory": "memory", "files": "nofile", "nofile": "nofile", "open_files": "nofile", "processes": "nproc",
    "nproc": "nproc", "file_size": "fsize", "stack": "stack", "cpu": "cpu",
    "cpus": "cpus",
}  # fmt: skip
_NOT_SET = ("", "not set", "unset", "none")


def world_of(plan: Plan, chosen: Iterable[str]) -> World:
    """The world with the differences of these ids. Raises Mistake for an id that the plan does not have."""
    wanted = frozenset(chosen)
    unknown = wanted - {one.id for one in plan.differences}
    if unknown:
        known = ", ".join(one.id for one in plan.differences) or "none"
        raise Mistake(f"the plan has no difference {', '.join(sorted(unknown))}; it has: {known}")
    sides = (one.apply if one.id in wanted else one.undo for one in plan.differences)
    return _with_others(_made([*plan.base, *(recipe for recipe in sides if recipe)]), plan)


def _with_others(world: World, plan: Plan) -> World:
    """Each package with the other side's version behind it: one that nobody can get must not seem guilty."""
    found = dict(world.place.packages)
    for one in plan.differences:
        for recipe in (one.apply, one.undo):
            if (
                recipe
                and recipe.name in found
                and recipe.value not in found[recipe.name]
                and _is_sound(recipe)
            ):
                found[recipe.name] = (*found[recipe.name], recipe.value)
    return _placed(world, packages=MappingProxyType(found)) if found else world


def _is_sound(recipe: Recipe) -> bool:
    return recipe.kind == "package" and is_package(recipe.name, recipe.value)


def mirrored(plan: Plan) -> tuple[str, ...]:
    """Ids of the differences that a mirror can have, most likely first."""
    ordered = sorted(plan.differences, key=lambda one: -one.weight)
    return tuple(one.id for one in ordered if one.apply and one.apply.kind in _KINDS)


def _made(recipes: Iterable[Recipe]) -> World:
    """Recipes in order; a later one of the same subject wins. Versions first: they name the servers."""
    world = World()
    for recipe in sorted(recipes, key=lambda one: one.kind != "version"):
        made = _KINDS.get(recipe.kind)
        if made is None:
            world = _left_out(world, recipe, "nothing here can make it so")
            continue
        world = made(world, recipe)
    return world


def _left_out(world: World, recipe: Recipe, why: str) -> World:
    words = " ".join(filter(None, (recipe.kind, recipe.subject, recipe.name, recipe.value)))
    return replace(world, left_out=(*world.left_out, f"{words}: {why}"))


def _server(world: World, subject: str) -> Service | None:
    name = subject.partition(":")[2] or subject
    return next((one for one in world.services if one.name == name), None)


def _with_server(world: World, service: Service) -> World:
    others = tuple(one for one in world.services if one.name != service.name)
    return replace(world, services=(*others, service))


def _version(world: World, recipe: Recipe) -> World:
    kind, _, name = recipe.subject.partition(":")
    known = _server(world, recipe.subject)
    if known:
        return _with_server(world, replace(known, version=recipe.value))
    return _with_server(world, Service(name or kind, ALSO.get(kind, kind), recipe.value))


def _setting(world: World, recipe: Recipe) -> World:
    service = _server(world, recipe.subject)
    if service is None:
        service = _server(_version(world, Recipe("version", recipe.subject)), recipe.subject)
    if service is None:
        raise Mistake(f"a setting of no server: {recipe.subject!r}; write KIND:NAME, as in postgres:database")
    if recipe.name in ENCODINGS.get(service.kind, ()):
        return _with_server(world, replace(service, encoding=recipe.value))
    if recipe.name in LOCALES.get(service.kind, ()):
        return _with_server(world, replace(service, locale=recipe.value))
    settings = {**service.settings, recipe.name: recipe.value}
    return _with_server(world, replace(service, settings=MappingProxyType(settings)))


def _variable(world: World, recipe: Recipe) -> World:
    return _env(world, {recipe.name: None if recipe.value in _NOT_SET else recipe.value})


def _env(world: World, more: Mapping[str, str | None]) -> World:
    return _placed(world, env=MappingProxyType({**world.place.env, **more}))


def _placed(world: World, **changes: object) -> World:
    return replace(world, place=replace(world.place, **changes))  # type: ignore[arg-type]


def _limit(world: World, recipe: Recipe) -> World:
    name = LIMITS.get(recipe.name)
    if name is None:
        raise Mistake(f"no limit is called {recipe.name!r}; these are: {', '.join(sorted(LIMITS))}")
    unlimited = recipe.value in (*_NOT_SET, "unlimited")
    if name == "cpus":
        return _placed(world, cpus=0.0 if unlimited else _cores(recipe))
    if name == "memory":
        return _placed(world, memory_bytes=0 if unlimited else _size(recipe))
    others = {known: value for known, value in world.place.limits.items() if known != name}
    return _placed(world, limits=others if unlimited else {**others, name: _size(recipe)})


def _proxy(world: World, recipe: Recipe) -> World:
    return _placed(world, proxy="" if recipe.value in _NOT_SET else "auth")


def _egress(world: World, recipe: Recipe) -> World:
    open_ = recipe.value in (*_NOT_SET, "open", "allowed")
    return _placed(world, egress="open" if open_ else "dropped" if recipe.value == "dropped" else "refused")


def _ca(world: World, recipe: Recipe) -> World:
    return _placed(world, trust="" if recipe.value in (*_NOT_SET, "public") else "internal")


def _tls(world: World, recipe: Recipe) -> World:
    field = {"min": "tls_min", "max": "tls_max", "level": "tls_level"}.get(recipe.name or "max")
    if field is None:
        raise Mistake(f"TLS has no {recipe.name!r}; it has min, max and level")
    return _placed(world, **{field: "" if recipe.value in _NOT_SET else recipe.value.removeprefix("TLSv")})


def _clock(world: World, recipe: Recipe) -> World:
    return _placed(world, clock_s=_number(recipe) if recipe.value not in _NOT_SET else 0.0)


def _zone(world: World, recipe: Recipe) -> World:
    return _env(world, {"TZ": recipe.value or None})


def _locale(world: World, recipe: Recipe) -> World:
    return _env(world, {"LC_ALL": recipe.value or None, "LANG": recipe.value or None})


def _uid(world: World, recipe: Recipe) -> World:
    if recipe.value in _NOT_SET:
        return _placed(world, uid=None, gid=None)
    uid, _, gid = recipe.value.partition(":")
    if not (uid.isdecimal() and (gid or uid).isdecimal()):
        return _left_out(world, recipe, "a user is made by number only")
    return _placed(world, uid=int(uid), gid=int(gid or uid))


def _read_only(world: World, recipe: Recipe) -> World:
    path = recipe.name or recipe.subject or recipe.value
    if not path.startswith("/"):
        return world if recipe.value in _NOT_SET else _placed(world, read_only=(*world.place.read_only, "/"))
    if recipe.value in (*_NOT_SET, "no", "false", "writable"):
        return world
    return _placed(world, read_only=(*world.place.read_only, path))


def _python(world: World, recipe: Recipe) -> World:
    return _placed(world, python=recipe.value)


def _package(world: World, recipe: Recipe) -> World:
    if not is_package(recipe.name, recipe.value):
        return _left_out(world, recipe, "this is no package")
    return _placed(world, packages=MappingProxyType({**world.place.packages, recipe.name: (recipe.value,)}))


def _cores(recipe: Recipe) -> float:
    """ "0.5", or "500m" as Kubernetes has it; never less than a hundredth, where nothing would end."""
    found = re.fullmatch(r"(\d{1,6}(?:\.\d{1,6})?)(m?)", recipe.value)
    if not found:
        raise Mistake(f"the limit cpus is a number of processors; {recipe.value!r} is none")
    return max(0.01, float(found[1]) / (1000 if found[2] else 1))


def _size(recipe: Recipe) -> int:
    found = size(recipe.value)
    if found is None:
        raise Mistake(f"the limit {recipe.name} is a size or a number; {recipe.value!r} is neither")
    return found


def _number(recipe: Recipe) -> float:
    try:
        return float(recipe.value)
    except ValueError:
        raise Mistake(f"{recipe.kind} is a number of seconds; {recipe.value!r} is none") from None


_KINDS: Mapping[str, Callable[[World, Recipe], World]] = {
    "version": _version, "setting": _setting, "variable": _variable, "limit": _limit, "proxy": _proxy,
    "egress": _egress, "ca": _ca, "tls": _tls, "clock": _clock, "zone": _zone, "locale": _locale, "uid": _uid,
    "read_only": _read_only, "python": _python,
    "package": _package,
}  # fmt: skip
