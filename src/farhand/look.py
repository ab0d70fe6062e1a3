"""What a probe is given: the need, its surroundings, and the time it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from farhand.deadline import Deadline
from farhand.model import App, Dependency, Evidence, Vantage, nothing


@dataclass(frozen=True)
class Definition:
    """Where a variable got a value: the file and line that set it."""

    name: str
    value: str
    source: str
    line: int = 0
    note: str = ""  # what is wrong with the whole file: line_ends, bom_of_file, utf16


@dataclass(frozen=True)
class Environment:
    """The environment of the app, as far as it can be seen, and whose it is."""

    values: Mapping[str, str]
    source: str  # "process 4711", "file /srv/app/.env", "Farhand's own environment"
    pid: int | None = None
    uid: int | None = None  # user that the process runs as, if known
    in_container: bool = False
    platform: str = ""  # what passes the values on: decides whether quotes stay in them
    definitions: tuple[Definition, ...] = ()  # every definition in order, also those that lost
    files: str | None = (
        ""  # put before a path of the app to look at it from here; None: its files cannot be seen
    )
    cwd: str = ""  # the folder that the app's relative paths begin in, if known
    certain: bool = True  # False: a shell that holds nothing an app is given may be anybody's
    newer: tuple[Definition, ...] = ()  # what a file says that was changed after the process had started


@dataclass(frozen=True)
class Look:
    """One step's view of the world. `env` is None where the app's environment is not visible."""

    app: App
    need: Dependency
    deadline: Deadline
    env: Environment | None = None
    env_hint: str = ""  # which option would make the environment visible
    options: Mapping[str, Any] = field(default_factory=nothing)  # [checks.NAME]
    read_only: bool = False
    background: bool = False  # looked at again and again: at most one login, and nothing that piles up
    vantage: Vantage = Vantage()
    seen: Sequence[Evidence] = field(default=())  # what the steps before have seen
    secrets: set[str] = field(default_factory=set)  # values to mask wherever they turn up

    def stage(self, seconds: float | None = None) -> Deadline:
        """The deadline of one stage: the dependency's timeout, never past the whole."""
        return self.deadline.within(self.need.timeout if seconds is None else seconds)
