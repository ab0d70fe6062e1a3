"""The played customer: does what he is asked to, where the app runs and as its user, and sends it back."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from farhand import commands, declare, environment
from farhand.model import App
from farhand.steps import options, passwords
from farhand.steps.worth import Step
from tests.lab.app import around
from tests.lab.expect import Outcome
from tests.lab.lab import Lab

#: Seconds after which an operator gives up on a command.
PATIENCE = 60.0


@dataclass(frozen=True)
class Circumstances:
    """What is special about how the app of a world is started."""

    options: tuple[str, ...] = ()
    faketime: str | None = None
    uid: int = 65534
    limits: Mapping[str, int] | None = None
    through: tuple[str, ...] = ()

    def option(self, name: str) -> str:
        """The value behind an option of self-test; empty where it is not given."""
        words = list(self.options)
        return words[words.index(name) + 1] if name in words else ""


@dataclass
class Customer:
    """One world, with all that was run in it; what was run once prints the same when asked again."""

    lab: Lab
    how: Circumstances
    by_probe: bool = False
    _printed: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._report: dict[str, Any] | None = None
        self._environment = self._env()  # now: the app may end while others are still talking

    @property
    def app(self) -> App:
        return declare.load(self._config)

    @property
    def _config(self) -> Path:
        return self.lab.tmp / "farhand.toml"

    def does(self, step: Step) -> str:
        """What comes back for one step: the output of its command, or of the real probe in its place."""
        if step.id not in self._printed:
            self._printed[step.id] = self._probe(step) if self.by_probe else self._command(step)
        return self._printed[step.id]

    def types(self, line: str) -> str:
        """What a line prints that is typed where the app runs."""
        if line not in self._printed:
            self._printed[line] = self._sh(line)
        return self._printed[line]

    def _command(self, step: Step) -> str:
        asked = options.asked_of(self.app, step.subject)
        return self._sh(commands.framed(asked, step.id))

    def _probe(self, step: Step) -> str:
        """What the real probe reports of that subject, out of one whole self-test."""
        if self._report is None:
            how = {"faketime": self.how.faketime, "uid": self.how.uid, "limits": self.how.limits}
            ran: Outcome = self.lab.real_self_test(  # type: ignore[attr-defined]
                *self.how.options, through=self.how.through, **how
            )
            self._report = ran.report if ran.readable else {}
        rows = [row for row in self._report.get("results", ()) if row["subject"] == step.subject]
        return json.dumps({**self._report, "results": rows, "causes": [], "next": []})

    def _sh(self, script: str) -> str:
        argv = [*around(self.how.faketime, self.how.limits), *self.how.through, "/bin/sh", "-s"]
        inside = self.lab.app.argv(argv, self.how.uid, self.lab.tmp / "home")
        try:
            done = subprocess.run(
                inside, env=self._environment, input=script.encode(), stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, timeout=PATIENCE, check=False,
            )  # fmt: skip
            return done.stdout.decode("utf-8", "replace")
        except subprocess.TimeoutExpired as late:
            return (late.stdout or b"").decode("utf-8", "replace")

    def _env(self) -> dict[bytes, bytes]:
        """The environment of the app: its own process's, its file's, or that of who starts it."""
        known = {**self.lab.env, **passwords.taken_out(self.app)}
        mine = {os.fsencode(k): os.fsencode(v) for k, v in known.items()}
        pid = self.how.option("--pid")
        if pid:
            rows = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
            pairs = dict(row.split(b"=", 1) for row in rows if b"=" in row)
            typed = {k: v for k, v in mine.items() if k == b"PATH" or k.startswith(b"FARHAND_")}
            told = {b"ENV_FILE": os.fsencode(file)} if (file := self.how.option("--env-file")) else {}
            return {**pairs, **typed, **told, b"PID": pid.encode()}
        file = self.lab.tmp / ".env"
        if file.exists() and "--no-env" not in self.how.options:
            values = environment.of_file(file, self.app.platform).values
            mine.update({_bytes(k): _bytes(v) for k, v in values.items() if "\0" not in k + v})
            mine[b"ENV_FILE"] = os.fsencode(file)
        return mine


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def meet(lab: Lab, words: Sequence[str] = (), **how: Any) -> Customer:
    """A customer in these circumstances, as `lab.self_test` is told them."""
    how["through"] = tuple(how.get("through") or ())
    return Customer(lab, Circumstances(tuple(words), **how))
