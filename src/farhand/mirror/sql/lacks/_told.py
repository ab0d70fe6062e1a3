"""Helpers of the finders: majors as versions, and what is known to do instead."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources

import tomllib

from farhand.mirror.sql.model import Lack


def lack(kind: str, name: str, majors: Iterable[int], instead: str = "") -> Lack:
    return Lack(kind, name, tuple(str(major) for major in sorted(majors)), instead or replacement(kind, name))


def replacement(kind: str, name: str) -> str:
    """From `instead.toml`; empty where nothing is known."""
    return str(_table().get(kind, {}).get(name.partition("(")[0], ""))


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(
        resources.files("farhand.mirror.knowledge").joinpath("instead.toml").read_text("utf-8")
    )
