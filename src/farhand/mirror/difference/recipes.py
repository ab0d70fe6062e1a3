"""What gives a mirror either side of a difference.  Pure."""

from __future__ import annotations

from farhand.mirror import packages
from farhand.mirror.images import IMAGES
from farhand.mirror.model import Difference, Recipe
from farhand.mirror.settings import SETTINGS
from farhand.mirror.shapes import made_up
from farhand.mirror.versions import nearest, release

_NETWORK = {"proxy": "proxy", "egress": "egress", "ca": "ca"}
#: What cannot be mirrored by a folder, and what would.
_WHY = {
    "os": "the mirror runs on the kernel and the processor of the machine that it is started on",
    "package": "it has no name and version that pip could be given",
    "python": "give an image of the app with that Python",
}
#: A proxy of which only the variable is known: whether it lets the app through is not.
_LESS = ("set", "set, with a login")
_LIMITS = {"memory", "cpus", "files", "processes", "file_size", "stack"}


def can_run(kind: str) -> bool:
    """Whether a mirror can have a server of this kind."""
    return kind in IMAGES


def both(one: Difference) -> tuple[Recipe | None, Recipe | None]:
    """For the customer's value and for the vendor's; None twice where one of them cannot be made."""
    area, name = one.area, one.name
    if name == "version" and ":" in area:
        kind = area.partition(":")[0]
        tested = nearest(one.there.split(" or "), one.here)
        here, there = release(kind, one.here), release(kind, tested)
        alike = here == there or not can_run(kind)
        return (None, None) if alike else _pair("version", area, "", here, there)
    if area == "env":
        return Recipe("variable", "", name, _value(one.here, name)), Recipe(
            "variable", "", name, _value(one.there, name)
        )
    return _other(area, name, one.here, one.there)


def _other(area: str, name: str, here: str, there: str) -> tuple[Recipe | None, Recipe | None]:
    if ":" in area and name in SETTINGS.get(area.partition(":")[0], {}):
        return _pair("setting", area, name, here, there)
    if area == "network" and name in _NETWORK and here not in _LESS:
        return _pair(_NETWORK[name], "", "", _word(here), _word(there))
    if (area, name) == ("network", "tls max"):
        return _pair("tls", "", "max", here, there)
    if area == "limits" and name in _LIMITS:
        return _pair("limit", "", name, here, there)
    if area == "disk" and name.startswith("/"):
        return _pair(
            "read_only", "", name, "yes" if here == "read-only" else "", "yes" if there == "read-only" else ""
        )
    if area == packages.AREA:
        sides = packages.recipe(name, here), packages.recipe(name, there)
        return sides if all(sides) else (None, None)
    if (area, name) == ("python", "version"):
        return _pair("python", "", "", release("python", here), release("python", there.split(" or ")[0]))
    kind = {
        ("time", "zone"): "zone",
        ("time", "offset_s"): "clock",
        ("os", "uid"): "uid",
        ("locale", "locale"): "locale",
    }
    return _pair(kind[area, name], "", "", here, there) if (area, name) in kind else (None, None)


def _pair(kind: str, subject: str, name: str, here: str, there: str) -> tuple[Recipe, Recipe]:
    return Recipe(kind, subject, name, here), Recipe(kind, subject, name, there)


def _word(value: str) -> str:
    return {"asks for a login": "407", "set": "none", "set, with a login": "none"}.get(value, value)


def _value(shape: str, name: str) -> str:
    """Of a variable: what has the same shape; empty, which means not set, for one that is not there."""
    if shape in ("not set", "not there"):
        return ""
    return "made-up \t" if shape.startswith("malformed") else made_up(shape, name) or " "


def words(one: Difference) -> str:
    subject = one.area.partition(":")[2] or one.area
    return f"{subject} {one.name}: {one.here} at the customer, {one.there} in your tests"


def why_not(one: Difference) -> str:
    kind = one.area.partition(":")[0]
    if ":" in one.area and not can_run(kind):
        return f"no server of kind {kind} is known to a mirror"
    if ":" in one.area and one.name == "version":
        return f"both are of release {release(kind, one.here)}, and a mirror has its newest"
    if one.name == "proxy":
        return "what it lets through is not known; curl -sv https://ADDRESS 2>&1 | grep HTTP/ shows it"
    return _WHY.get(kind, "no part of a mirror gives it this value")
