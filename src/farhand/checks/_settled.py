"""The `config` stage of what a command printed, judged as if the app's environment had been seen.  Pure.

The command prints the declared settings and the values of their variables without what is secret in them
(`farhand.target.shell`). That is all the `config` check needs: a paste and a probe are read by the same eyes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from farhand.checks import _definitions, config
from farhand.checks._variables import strangers
from farhand.deadline import Deadline
from farhand.look import Environment, Look
from farhand.model import App, Dependency, Seen, Vantage
from farhand.target import Target, shell


@dataclass(frozen=True)
class Settled:
    """`seen` is the `config` stage; `target` is None where nothing behind it was looked at."""

    seen: tuple[Seen, ...] = ()
    target: Target | None = None
    told: shell.Told = shell.Told("")

    @property
    def settings(self) -> dict[str, Any]:
        """The declared settings, filled in as far as they may be seen."""
        return {key: config.fill(value, self.told.values) for key, value in self.told.settings.items()}


def settled(text: str) -> Settled | None:
    """What the beginning of a command told; None where the text has no such beginning."""
    told = shell.told(text)
    if told is None:
        return None
    if told.stopped and not told.values and "environment" in told.stopped:
        return Settled((Seen("config", unknown=told.stopped),), None, told)
    seen, target = _settle(_look(told))
    if told.stopped and target is not None:
        return Settled((Seen("config", unknown=told.stopped),), None, told)
    return Settled(tuple(seen), target, told)


def certain(told: shell.Told, names: Collection[str]) -> bool:
    """Is it the app's environment that was read? Of a shell it is only known if it holds something of an app:
    one of these variables, or another that no system sets. What `docker exec` opens lacks what an entry point
    has exported."""
    if told.source.startswith("process"):
        return True
    return any(name in told.values for name in names) or any(True for _ in strangers(told.values, ()))


def _look(told: shell.Told) -> Look:
    need = Dependency(told.kind, told.kind, dict(told.settings))
    values = {name: value for name, value in told.values.items() if name not in told.unset}
    source = told.source
    # files=None: the app's files are not on the machine that reads this.
    own = certain(told, shell.used(told.settings))
    env = Environment(
        values, source, in_container=told.in_container, files=None, certain=own,
        definitions=_definitions.definitions(told.places), newer=_definitions.newer(told.places, values),
    )  # fmt: skip
    app = App("", env=told.variables, dependencies=(need,))
    where = "container" if told.in_container else "host"
    return Look(app, need, Deadline(1.0), env, vantage=Vantage(where, "paste"))


def _settle(look: Look) -> tuple[list[Seen], Target | None]:
    seen: list[Seen] = []
    steps: Iterator[Seen] = config.settle(look)
    while True:
        try:
            seen.append(next(steps))
        except StopIteration as end:
            return seen, end.value
