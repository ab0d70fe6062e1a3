"""How a world is run, one file per way, found by listing.

A module has `ORDER` (the lower one is preferred), `SUMMARY`, `missing(choices)` (why it cannot be used here,
or empty), and `start(plan, chosen, choices) -> Running`, which raises CannotRun.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from farhand import listed
from farhand.mirror.run.nouns import Address, CannotRun, Done, Given
from farhand.mirror.run.templates import Templates


@dataclass(frozen=True)
class Choices:
    """What a person said about how to run: `folder` is the built mirror, `given` are paths of programs."""

    folder: Path = Path()
    given: Given = field(default_factory=dict)
    fetch: bool = False
    near: bool = False
    timeout_s: float = 60.0  # for starting
    templates: Templates | None = None  # data of servers that were made before


class Running(Protocol):
    """A world that runs."""

    addresses: tuple[Address, ...]
    notes: tuple[str, ...]  # what is not as it should be, in words
    has_variables: bool  # whether the command gets the variables of the built folder by itself

    def run(self, command: Sequence[str], env: dict[str, str], cwd: str, seconds: float) -> Done:
        """Run a command there and wait for its end; `env` is added to the vendor's own environment."""

    def alive(self) -> bool:
        """Whether all servers still run."""

    def stop(self) -> None:
        """End all of it; nothing stays."""


def names() -> list[str]:
    """The preferred one first."""
    return sorted(listed.names(__path__), key=lambda name: (of(name).ORDER, name))


def of(name: str) -> Any:
    return importlib.import_module(f"{__name__}.{name}")


def best(choices: Choices, wanted: str = "") -> Any:
    """The module of the wanted way, else of the first one that can be used. Raises CannotRun."""
    why = []
    for name in [wanted] if wanted else names():
        missing = of(name).missing(choices)
        if not missing:
            return of(name)
        why.append(f"{name}: {missing}")
    raise CannotRun("; ".join(why))
