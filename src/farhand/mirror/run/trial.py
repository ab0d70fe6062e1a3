"""One run of the command in one world: started for it, and gone afterwards."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from farhand.mirror.model import Plan
from farhand.mirror.run.backends import Choices, Running
from farhand.mirror.run.folder import variables_in
from farhand.mirror.run.naming import put_in, variables_of
from farhand.mirror.run.nouns import Done
from farhand.mirror.run.world import world_of
from farhand.model import App


@dataclass(frozen=True)
class Trial:
    """All that stays the same from run to run."""

    plan: Plan
    command: Sequence[str]
    backend: Any
    choices: Choices
    app: App | None = None
    sets: Mapping[str, str] = field(
        default_factory=dict
    )  # variables as a person gave them, `{database}` in them
    seconds: float = 300.0
    notes: dict[str, None] = field(default_factory=dict)  # what was not as it should be in any run, in words

    def plan_has(self, ids: Iterable[str]) -> None:
        """Raises Mistake for an id that the plan does not have."""
        world_of(self.plan, ids)

    def run(self, chosen: Iterable[str]) -> Done:
        """The command in a world with these differences. Raises CannotRun and Mistake."""
        running: Running = self.backend.start(self.plan, chosen, self.choices)
        try:
            self.notes.update(dict.fromkeys(running.notes))
            return running.run(self.command, self.variables(running), os.getcwd(), self.seconds)
        finally:
            running.stop()

    def variables(self, running: Running) -> dict[str, str]:
        """Where the servers are, by every name that the app may use."""
        made_up = {} if running.has_variables else variables_in(self.choices.folder)
        given, built = (
            {name: put_in(value, running.addresses) for name, value in values.items()}
            for values in (self.sets, made_up)
        )
        return {**built, **variables_of(running.addresses, self.app), **given}
