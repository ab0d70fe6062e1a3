"""Worlds of one cluster, one file each, found by listing: what is applied, and what is wrong with it.

A module has `WORLD`, and its docstring says what happened. Each world gets a namespace of its own, whose
name tells nothing; `{space}` in a thing stands for it. `until` and `then` are patterns that the cluster's
own words must hold (`kubectl get` and `describe` of the world) before it is looked at.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from tests.lab.expect import Expect

Thing = Mapping[str, Any]


@dataclass(frozen=True)
class World:
    """`like` is the problem of SREGym that it is modelled after, where there is one."""

    expect: Expect
    things: tuple[Thing, ...]
    until: str
    like: str = ""
    later: tuple[Thing, ...] = ()
    then: str = ""


def names() -> list[str]:
    return sorted(m.name for m in pkgutil.iter_modules(__path__))


def load(name: str) -> World:
    return cast(World, importlib.import_module(f"{__name__}.{name}").WORLD)


def space(name: str) -> str:
    """The namespace of a world: its number, so that nothing in the text gives the answer away."""
    return f"shop-{names().index(name) + 1:02}"
